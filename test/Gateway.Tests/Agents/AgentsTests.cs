namespace MediAgents.Gateway.Tests.Agents;

public sealed class AgentsTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Agents_are_listed_with_capabilities_calls_and_prompt()
    {
        await server.AskAsync("alice", "What is migraine?");

        using var response = await server.Client.GetAsync(new Uri("/agents", UriKind.Relative));
        var agents = (await RunningServer.JsonAsync(response)).GetProperty("agents").EnumerateArray().ToDictionary(agent => agent.GetProperty("kind").GetString()!);

        agents.Keys.ShouldBe(
            ["conversation", "orchestrator", "cardiologist", "neurologist", "orthopedist", "general_physician", "bill_auditor", "document_analyst", "report_writer", "aggregator", "registry"],
            ignoreOrder: true);
        var neurologist = agents["neurologist"];
        neurologist.GetProperty("status").GetString().ShouldBe("healthy");
        neurologist.GetProperty("calls").GetInt64().ShouldBeGreaterThan(0);
        neurologist.GetProperty("activations").GetInt64().ShouldBeGreaterThan(0);
        neurologist.GetProperty("mean_ms").GetDouble().ShouldBeGreaterThan(0);
        neurologist.GetProperty("prompt").GetString()!.Length.ShouldBe(12);
    }
}
