using MediAgents.Contract.Storage;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tools.Web;
using MediAgents.ModelServer;
using MediAgents.Primitives;

namespace MediAgents.Grains.Tests;

/// <summary>The product's agents with models: a remote endpoint and, if asked for, a local one, both scripted and asked over HTTP.</summary>
internal sealed class ModelledAgents : IAsyncDisposable
{
    private ModelledAgents(TestAgents agents, ScriptedModelServer remote, ScriptedModelServer local) =>
        (Agents, Remote, Local) = (agents, remote, local);

    public TestAgents Agents { get; }

    public ScriptedModelServer Remote { get; }

    public ScriptedModelServer Local { get; }

    public static Task<ModelledAgents> StartAsync(bool hasLocal = false, params (string Name, string Value)[] settings) => StartAsync(web: null, hasLocal, settings);

    public static async Task<ModelledAgents> StartAsync(WebSearchOptions? web, bool hasLocal = false, params (string Name, string Value)[] settings)
    {
        var (remote, local) = (await ScriptedModelServer.StartAsync(), await ScriptedModelServer.StartAsync());
        var models = new Dictionary<string, string> { ["OPENAI_BASE_URL"] = remote.BaseUrl.ToString(), ["MODEL_RETRIES"] = "0" };
        if (hasLocal)
        {
            models["LOCAL_MODEL_BASE_URL"] = local.BaseUrl.ToString();
            models["LOCAL_MODEL"] = "ours";
        }

        foreach (var (name, value) in settings)
            models[name] = value;
        return new ModelledAgents(new TestAgents(models: models, web: web), remote, local);
    }

    /// <summary>What a specialist says to Asha.</summary>
    public async Task<List<ConsultationStep>> ConsultAsync(string kind, string question, RetrievalLimits? limits = null)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        var consult = new Consult(TestAgents.Asha.Scope(), "r_1", question, [], limits ?? new RetrievalLimits(5, 0.7));
        var steps = new List<ConsultationStep>();
        await foreach (var step in Agents.Grains.StreamAsync(GrainKinds.AgentOf(kind, TestAgents.Asha), consult, limit.Token))
            steps.Add(step);
        return steps;
    }

    public async ValueTask DisposeAsync()
    {
        await Agents.DisposeAsync();
        await Remote.DisposeAsync();
        await Local.DisposeAsync();
    }
}
