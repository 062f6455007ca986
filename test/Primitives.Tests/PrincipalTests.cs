using System.Text.Json;

namespace MediAgents.Primitives.Tests;

public sealed class PrincipalTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"principal":null}""")]
    public void What_names_nobody_is_the_upgrades(string json)
    {
        var read = JsonSerializer.Deserialize<Stored>(json, WireJson.Options)!;

        read.Principal.ShouldBe(Principal.System("upgrade"));
        read.Principal.GetHashCode().ShouldBe(Principal.System("upgrade").GetHashCode());
        read.Principal.MayActFor(new PatientId(new string('a', 64))).ShouldBeTrue();
        JsonSerializer.Serialize(read, WireJson.Options).ShouldBe("""{"principal":"system:upgrade"}""");
    }

    private sealed record Stored
    {
        public Principal Principal { get; init; }
    }
}
