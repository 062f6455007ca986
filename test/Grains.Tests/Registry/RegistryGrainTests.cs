using System.Text.Json;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Prompts;
using MediAgents.Grains.Registry;
using MediAgents.Grains.Tests.Run;
using MediAgents.Primitives;

namespace MediAgents.Grains.Tests.Registry;

public sealed class RegistryGrainTests : IAsyncLifetime
{
    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task Every_agent_is_listed_with_what_it_is_for()
    {
        var listed = await ListAsync();

        listed.Select(agent => agent.Kind).ShouldBe(
            [
                GrainKinds.Conversation, GrainKinds.Orchestrator, GrainKinds.Cardiologist, GrainKinds.Neurologist,
                GrainKinds.Orthopedist, GrainKinds.GeneralPhysician, GrainKinds.BillAuditor, GrainKinds.DocumentAnalyst,
                GrainKinds.ReportWriter, GrainKinds.Aggregator, GrainKinds.Registry,
            ],
            ignoreOrder: true);
        listed.ShouldAllBe(agent => agent.Description.Length > 0 && agent.Capabilities.Count > 0 && agent.Status == "healthy");
    }

    [Fact]
    public async Task Figures_are_those_of_the_host()
    {
        await agents.StartRunAsync("r_1", "How is migraine treated?");
        await agents.ReadRunAsync("r_1");

        var neurologist = await EntryAsync(GrainKinds.Neurologist);

        neurologist.Activations.ShouldBe(1);
        neurologist.Calls.ShouldBe(2);
        neurologist.Failures.ShouldBe(0);
    }

    [Fact]
    public async Task A_prompts_version_and_since_when_survive_a_restart()
    {
        var first = await EntryAsync(GrainKinds.Cardiologist);
        agents.Time.Advance(TimeSpan.FromDays(3));
        await agents.KillAndRestartAsync();

        var later = await EntryAsync(GrainKinds.Cardiologist);

        first.Prompt.ShouldBe(AgentPrompts.Of(GrainKinds.Cardiologist)!.Version);
        first.PromptSince.ShouldBe(agents.Time.GetUtcNow() - TimeSpan.FromDays(3));
        (later.Prompt, later.PromptSince).ShouldBe((first.Prompt, first.PromptSince));
    }

    [Fact]
    public async Task A_prompt_that_has_changed_counts_from_now_and_the_others_from_before()
    {
        var before = agents.Time.GetUtcNow() - TimeSpan.FromDays(30);
        var neurologists = AgentPrompts.Of(GrainKinds.Neurologist)!.Version;
        var known = new RegistryState
        {
            Prompts = new Dictionary<string, DeployedPrompt>
            {
                [GrainKinds.Cardiologist] = new("000000000000", before),
                [GrainKinds.Neurologist] = new(neurologists, before),
            },
        };
        var stored = new StoredGrain(1, Owner: null, JsonSerializer.SerializeToUtf8Bytes(known, WireJson.Options), JournalLength: 0, WakeAfterCrash: false);
        (await agents.Storage.CommitAsync(new GrainCommit(GrainKinds.TheRegistry, 0, stored, [], []), default)).ShouldBeTrue();

        (await EntryAsync(GrainKinds.Cardiologist)).PromptSince.ShouldBe(agents.Time.GetUtcNow());
        (await EntryAsync(GrainKinds.Neurologist)).PromptSince.ShouldBe(before);
    }

    [Fact]
    public async Task Listing_again_writes_nothing()
    {
        await ListAsync();
        var commits = agents.Storage.Commits;
        await ListAsync();

        agents.Storage.Commits.ShouldBe(commits);
    }

    private async Task<IReadOnlyList<AgentEntry>> ListAsync() => (await agents.Grains.AskAsync(GrainKinds.TheRegistry, new ListAgents())).Agents;

    private async Task<AgentEntry> EntryAsync(string kind) => (await ListAsync()).Single(agent => agent.Kind == kind);
}
