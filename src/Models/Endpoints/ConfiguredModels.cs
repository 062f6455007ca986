using MediAgents.Models.Budgets;
using MediAgents.Models.Measuring;
using MediAgents.Models.OpenAi;
using MediAgents.Models.Privacy;
using MediAgents.Models.Resilience;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Endpoints;

/// <summary>
/// The models of the settings. Here, and only here, the layers around a model are put together and it is decided which
/// endpoint gets which work.
/// </summary>
public sealed class ConfiguredModels : IModels, IDisposable
{
    private readonly ModelOptions options;
    private readonly ModelMeter meter;
    private readonly TimeProvider time;
    private readonly Budget budget;
    private readonly ModelEndpoint? openAi;
    private readonly ModelEndpoint? report;
    private readonly ModelEndpoint? fallback;
    private readonly ModelEndpoint? local;

    /// <param name="options">The settings.</param>
    /// <param name="ledger">Where it is kept what users spend.</param>
    /// <param name="meter">Where calls are measured; not disposed.</param>
    /// <param name="time">The clock.</param>
    public ConfiguredModels(ModelOptions options, ISpendingLedger ledger, ModelMeter meter, TimeProvider time)
    {
        (this.options, this.meter, this.time) = (options, meter, time);
        budget = new Budget(options.Budgets, options.Prices, ledger, options.Phases.Whole);
        openAi = EndpointOf(options.OpenAi);
        report = EndpointOf(options.Report);
        local = EndpointOf(options.Local);
        fallback = options.FallbackModel is null ? null : options.Fallback == options.OpenAi ? openAi : EndpointOf(options.Fallback);
    }

    public IChatClient? For(ModelUse use)
    {
        if (Choose(use) is not var (endpoint, model))
            return null;
        var client = Around(endpoint, model, use);
        if (!use.IsSensitive && fallback is not null && options.FallbackModel is { } second && (fallback != endpoint || second != model))
            client = new HedgedChatClient(client, Around(fallback, second, use), options.HedgeDelay, time);
        var temperature = AgentOf(use)?.Temperature ?? options.Temperature;
        return new GuardedChatClient(new DefaultingChatClient(client, temperature, options.AnswerTokens));
    }

    public IEmbeddingGenerator<string, Embedding<float>>? EmbeddingsFor(ModelUse use)
    {
        var (endpoint, model) = use.IsSensitive ? (local, options.LocalEmbeddingModel) : (openAi, options.EmbeddingModel);
        if (endpoint is null || model is null)
            return null;
        var call = new CallNames(endpoint.Address.Name, model, "embeddings", endpoint.Address.BaseUrl, use.Agent);
        var made = endpoint.Embeddings(model);
        made = new TimedEmbeddings(made, options.Phases.Whole, time);
        made = new MeasuredEmbeddings(made, call, meter, options.Prices, time);
        made = new BudgetedEmbeddings(made, model, budget, use.Account);
        made = new ResilientEmbeddings(made, options.Batches, options.Retries, endpoint.Breaker, endpoint.Places, time);
        return endpoint.Address.IsLocal ? made : new PseudonymousEmbeddings(made, use.Pseudonyms ?? new Pseudonyms());
    }

    public void Dispose()
    {
        foreach (var endpoint in new[] { openAi, report, fallback, local }.OfType<ModelEndpoint>().Distinct())
            endpoint.Dispose();
    }

    /// <summary>Sensitive work: the local endpoint or nothing, whatever else is configured.</summary>
    private (ModelEndpoint Endpoint, string Model)? Choose(ModelUse use)
    {
        if (use.IsSensitive)
            return local is not null && options.LocalModel is { } ours ? (local, ours) : null;
        if (use.Purpose == ModelPurpose.Report && report is not null && options.ReportModel is { } its)
            return (report, its);
        if (openAi is null)
            return null;
        return (openAi, use.Purpose switch
        {
            ModelPurpose.Report => options.ReportModel ?? AgentOf(use)?.Model ?? options.Model,
            ModelPurpose.Plan => AgentOf(use)?.Model ?? options.Model,
            _ => AgentOf(use)?.Model ?? options.ChatModel,
        });
    }

    /// <summary>From the wire outwards: limits of time, measuring, budget, places, circuit, retries, pseudonyms.</summary>
    private IChatClient Around(ModelEndpoint endpoint, string model, ModelUse use)
    {
        var call = new CallNames(endpoint.Address.Name, model, "chat", endpoint.Address.BaseUrl, use.Agent);
        IChatClient client = new TimedChatClient(endpoint.Chat(model), options.Phases, time);
        client = new MeasuredChatClient(client, call, meter, options.Prices, time);
        client = new BudgetedChatClient(client, model, budget, use.Account, options.AnswerTokens);
        client = new LimitedChatClient(client, endpoint.Places);
        client = new BreakerChatClient(client, endpoint.Breaker);
        client = new RetryingChatClient(client, options.Retries, time);
        return endpoint.Address.IsLocal ? client : new PseudonymousChatClient(client, use.Pseudonyms ?? new Pseudonyms());
    }

    private AgentModel? AgentOf(ModelUse use) => use.Agent is { } agent ? options.Agents.GetValueOrDefault(agent) : null;

    private ModelEndpoint? EndpointOf(ModelAddress? address) => address is null ? null : new ModelEndpoint(address, options, time);
}
