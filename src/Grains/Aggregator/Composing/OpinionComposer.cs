using System.Text.Json;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Modelling;
using MediAgents.Grains.Prompts;
using MediAgents.Grains.Runs;
using MediAgents.Models.Conversing;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Structured;
using Microsoft.Extensions.AI;

namespace MediAgents.Grains.Aggregator.Composing;

/// <summary>
/// Has a model put several opinions into one answer and look for contradictions between them; <see cref="MergeRules"/> decide what of
/// it holds. What it cites are sentences of the opinions, and with them their passages.
/// </summary>
public sealed class OpinionComposer(PatientModels models, TimeProvider time)
{
    /// <summary>The opinions are there and stand one after another if it takes longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    internal bool HasModel => models.HasAny(ModelPurpose.Chat, GrainKinds.Aggregator);

    /// <summary>The answer; null where no model works on this patient.</summary>
    internal async Task<ComposedAnswer?> ComposeAsync(ComposeAnswer request, CancellationToken cancellationToken)
    {
        var (client, _) = await models.OpenAsync(request.Scope, request.RunId, ModelPurpose.Chat, GrainKinds.Aggregator, cancellationToken);
        if (client is null)
            return null;
        var statements = Statement.Of(request.Opinions);
        using var deadline = new CancellationTokenSource(Longest, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var written = OrWithoutAsync(WriteAsync(client, request, statements, linked.Token), cancellationToken);
        var found = OrWithoutAsync(FindAsync(client, statements, linked.Token), cancellationToken);
        await Task.WhenAll(written, found);
        var (answer, disagreements) = (await written, await found);
        return new ComposedAnswer(answer.Sentences, disagreements.Disagreements, answer.Note, Sum(answer.Usage, disagreements.Usage));
    }

    private static async Task<ComposedAnswer> WriteAsync(IChatClient client, ComposeAnswer request, List<Statement> statements, CancellationToken cancellationToken)
    {
        var citable = statements.ConvertAll(statement => new CitableText(statement.Label, Contradictions.Spoken(statement.Agent), statement.Sentence.Text));
        var brief = new ModelBrief(Instructions, request.Question, [], citable, new NoTools());
        var writer = new ModelWriter(client);
        var held = new List<OpinionSentence>();
        var allNamed = new HashSet<Statement>();
        ModelUsage? usage = null;
        await foreach (var step in writer.WriteAsync(brief, cancellationToken))
        {
            if (step is WrittenSentence sentence)
            {
                var named = sentence.Labels.Select(label => statements.First(statement => statement.Label == writer.Cited(label).Id)).ToList();
                held.AddRange(MergeRules.Held(sentence.Text, named, request.Question));
                allNamed.UnionWith(named);
            }
            else if (step is WritingEnded ended)
            {
                usage = ended is { InputTokens: { } read, OutputTokens: { } wrote } ? new ModelUsage(read, wrote) : null;
            }
        }

        return held.Count > 0
            ? new ComposedAnswer(MergeRules.Complete(held, allNamed, statements), [], Note: null, usage)
            : new ComposedAnswer(null, [], OneAfterAnother(NoModel.Unusable), usage);
    }

    private static async Task<ComposedAnswer> FindAsync(IChatClient client, List<Statement> statements, CancellationToken cancellationToken)
    {
        var told = string.Join('\n', statements.Select(one => Fence.Around("passage", one.Sentence.Text, ("label", one.Label), ("title", Contradictions.Spoken(one.Agent)))));
        List<ChatMessage> messages = [new(ChatRole.System, Instructions), new(ChatRole.User, $"Name the disagreements between these.\n{told}")];
        var (value, usage, _) = await client.AskAsync<ProposedDisagreements>(messages, cancellationToken: cancellationToken);
        var confirmed = value.Disagreements.Select(one => MergeRules.Confirmed(one, statements)).OfType<string>().Distinct(StringComparer.Ordinal);
        return new ComposedAnswer(null, [.. confirmed], Note: null, usage is { InputTokenCount: { } read, OutputTokenCount: { } wrote } ? new ModelUsage(read, wrote) : null);
    }

    /// <summary>What a model failed to do is left to the rules.</summary>
    private static async Task<ComposedAnswer> OrWithoutAsync(Task<ComposedAnswer> asked, CancellationToken cancellationToken)
    {
        try
        {
            return await asked;
        }
        catch (ModelException failure)
        {
            return new ComposedAnswer(null, [], OneAfterAnother(NoModel.ReasonOf(failure)), Usage: null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ComposedAnswer(null, [], OneAfterAnother("The model did not put the opinions together in time"), Usage: null);
        }
    }

    private static ModelUsage? Sum(ModelUsage? one, ModelUsage? other) =>
        one is null || other is null ? one ?? other : new ModelUsage(one.InputTokens + other.InputTokens, one.OutputTokens + other.OutputTokens);

    private static string Instructions => Prompt.In("Aggregator").Text;

    private static string OneAfterAnother(string why) => $"{why}; the opinions stand one after another.";

    /// <summary>Whoever merges asks for nothing more.</summary>
    private sealed class NoTools : IModelTools
    {
        public IReadOnlyList<AIFunctionDeclaration> Declarations => [];

        public ValueTask<ToolAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new ToolAnswer("There is no tool of that name.", []));
    }
}
