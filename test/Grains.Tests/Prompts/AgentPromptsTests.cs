using MediAgents.Grains.Prompts;

namespace MediAgents.Grains.Tests.Prompts;

public sealed class AgentPromptsTests
{
    /// <summary>Every kind but those that only keep: runs, audits, extractions, reports, compactions and spending.</summary>
    private static readonly List<string> Agents =
        [.. GrainsSetup.Kinds.Where(kind => kind.Capabilities.Count > 0).Select(kind => kind.Name)];

    [Fact]
    public void Each_agent_has_a_prompt_with_a_title_of_its_own_and_rules()
    {
        GrainsSetup.Kinds.Select(kind => kind.Name).Except(Agents).ShouldBe([GrainKinds.Run, GrainKinds.Audit, GrainKinds.Extraction, GrainKinds.Report, GrainKinds.Compaction, GrainKinds.Spending], ignoreOrder: true);
        foreach (var agent in Agents)
        {
            var text = AgentPrompts.Of(agent).ShouldNotBeNull(agent).Text;
            text.Split('\n')[0].Trim().ToLowerInvariant().ShouldBe($"# {agent.Replace('_', ' ')}");
            text.ShouldContain("\n- ");
        }
    }

    [Fact]
    public void No_two_agents_share_a_prompt()
    {
        Agents.Select(agent => AgentPrompts.Of(agent)!.Text).ShouldBeUnique();
        Agents.Select(agent => AgentPrompts.Of(agent)!.Version).ShouldBeUnique();
    }

    [Fact]
    public void A_version_is_twelve_hexadecimal_digits_of_the_text()
    {
        var prompt = AgentPrompts.Of(GrainKinds.Cardiologist)!;
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(prompt.Text));

        prompt.Version.ShouldBe(Convert.ToHexStringLower(hash)[..12]);
    }

    [Fact]
    public void Every_prompt_file_belongs_to_an_agent()
    {
        var files = typeof(Prompt).Assembly.GetManifestResourceNames().Count(name => name.StartsWith("prompts/", StringComparison.Ordinal));

        files.ShouldBe(Agents.Count);
    }

    [Theory]
    [InlineData(GrainKinds.Run)]
    [InlineData(GrainKinds.Audit)]
    [InlineData(GrainKinds.Extraction)]
    [InlineData(GrainKinds.Report)]
    [InlineData(GrainKinds.Spending)]
    [InlineData(GrainKinds.Compaction)]
    public void A_kind_without_a_prompt_has_none(string kind) => AgentPrompts.Of(kind).ShouldBeNull();

    [Fact]
    public void A_folder_without_a_prompt_is_an_error() => Should.Throw<FileNotFoundException>(() => Prompt.In("Nowhere"));
}
