using MediAgents.ModelServer;

namespace MediAgents.Gateway.Tests.Models;

/// <summary>The whole product before a scripted model server, both over real HTTP.</summary>
public sealed class ModelledServer : IAsyncLifetime
{
    public RunningServer Product { get; } = new();

    public ScriptedModelServer Model { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Model = await ScriptedModelServer.StartAsync();
        Product.Settings["OPENAI_BASE_URL"] = Model.BaseUrl.ToString();
        Product.Settings["OPENAI_API_KEY"] = "sk-test-51b0aa";
        Product.Settings.TryAdd("MODEL_RETRIES", "0");
        await Product.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Product.DisposeAsync();
        await Model.DisposeAsync();
    }
}
