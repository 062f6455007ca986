using MediAgents.Models.Budgets;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Measuring;
using MediAgents.Models.Resilience;
using MediAgents.ModelServer;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Endpoints;

/// <summary>The product's models before a scripted server; waits are short, so that a test of a wait ends soon.</summary>
internal sealed class ScriptedModels : IAsyncDisposable
{
    public const string Key = "sk-test-7f3a9c";

    private readonly Dictionary<string, string> settings;
    private readonly Lazy<ConfiguredModels> models;

    private ScriptedModels(ScriptedModelServer server)
    {
        Server = server;
        settings = new Dictionary<string, string>
        {
            ["OPENAI_BASE_URL"] = server.BaseUrl.ToString(),
            ["OPENAI_API_KEY"] = Key,
            ["OPENAI_MODEL_EMBEDDING"] = "text-embedding-3-small",
            ["MODEL_RETRIES"] = "0",
        };
        models = new(() => new ConfiguredModels(Adjust(ModelOptionsReader.Read(settings.GetValueOrDefault)), Ledger, Meter, TimeProvider.System));
    }

    public ScriptedModelServer Server { get; }

    public MemorySpendingLedger Ledger { get; } = new(TimeProvider.System);

    public ModelMeter Meter { get; } = new();

    public ConfiguredModels Models => models.Value;

    /// <summary>Changes the options that no setting reaches.</summary>
    public Func<ModelOptions, ModelOptions> Adjust { get; set; } = options => options with
    {
        Retries = options.Retries with { FirstWait = TimeSpan.FromMilliseconds(20) },
    };

    public IChatClient Chat => Models.For(new ModelUse(ModelPurpose.Chat, IsSensitive: false)) ?? throw new InvalidOperationException("No model is configured.");

    public static async Task<ScriptedModels> StartAsync(params (string Name, string Value)[] settings)
    {
        var scripted = new ScriptedModels(await ScriptedModelServer.StartAsync());
        foreach (var (name, value) in settings)
            scripted.settings[name] = value;
        return scripted;
    }

    public async ValueTask DisposeAsync()
    {
        if (models.IsValueCreated)
            models.Value.Dispose();
        Meter.Dispose();
        await Server.DisposeAsync();
    }
}

internal static class Conversations
{
    public static IReadOnlyList<ChatMessage> Question { get; } = [new ChatMessage(ChatRole.User, "What is angina?")];

    /// <summary>The whole stream.</summary>
    public static async Task<List<ChatResponseUpdate>> StreamAsync(this IChatClient client, IEnumerable<ChatMessage>? messages = null, ChatOptions? options = null)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync(messages ?? Question, options))
            updates.Add(update);
        return updates;
    }

    /// <summary>What of a stream comes before its failure, and the failure.</summary>
    public static async Task<(string Text, Exception Failure)> StreamToFailureAsync(this IChatClient client, ChatOptions? options = null)
    {
        var text = "";
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync(Question, options))
                text += update.Text;
        }
        catch (Exception failure)
        {
            return (text, failure);
        }

        throw new InvalidOperationException("The stream did not fail.");
    }
}
