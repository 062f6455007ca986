namespace MediAgents.Gateway.Tests.Models;

/// <summary>The product before a model that fails in every way, with short patience, one retry, and a circuit that never opens.</summary>
public sealed class FailingServer : IAsyncLifetime
{
    public ModelledServer Modelled { get; } = new();

    public async Task InitializeAsync()
    {
        foreach (var phase in (string[])["HEADERS", "FIRST_TOKEN", "NEXT_TOKEN"])
            Modelled.Product.Settings[$"MODEL_{phase}_TIMEOUT_SECONDS"] = "1.5";
        Modelled.Product.Settings["MODEL_RETRIES"] = "1";
        Modelled.Product.Settings["MODEL_BREAKER_CALLS"] = "10000";
        await Modelled.InitializeAsync();
    }

    public Task DisposeAsync() => Modelled.DisposeAsync();
}
