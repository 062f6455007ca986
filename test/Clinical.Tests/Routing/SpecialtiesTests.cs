using System.Text.Json;
using MediAgents.Primitives;

namespace MediAgents.Clinical.Tests.Routing;

public sealed class SpecialtiesTests
{
    [Fact]
    public void Every_specialty_has_an_agent_that_speaks_for_it()
    {
        foreach (var specialty in Specialties.All)
            specialty.ToAgentKind().ToSpecialty().ShouldBe(specialty);
    }

    [Theory]
    [InlineData(AgentKind.BillAuditor)]
    [InlineData(AgentKind.DocumentAnalyst)]
    public void Some_agents_speak_for_no_specialty(AgentKind kind) => kind.ToSpecialty().ShouldBeNull();

    [Fact]
    public void Names_are_those_of_the_wire()
    {
        foreach (var kind in Enum.GetValues<AgentKind>())
            JsonSerializer.Serialize(kind, WireJson.Options).ShouldBe($"\"{kind.ToWireName()}\"");
        foreach (var specialty in Specialties.All)
            JsonSerializer.Serialize(specialty, WireJson.Options).ShouldBe($"\"{specialty.ToLabel()}\"");
    }
}
