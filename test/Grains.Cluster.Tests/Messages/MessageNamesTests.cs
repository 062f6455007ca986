using MediAgents.Grains.Cluster.Messages;
using MediAgents.Grains.Runs;

namespace MediAgents.Grains.Cluster.Tests.Messages;

/// <summary>A message names what it is; whoever can send one must not thereby make a process create what they like.</summary>
public sealed class MessageNamesTests
{
    [Theory]
    [InlineData("MediAgents.Grains.Runs.StartRunOfALaterRelease")]
    [InlineData("")]
    [InlineData("StartRun")]
    public void A_name_that_this_release_does_not_know_is_told_as_such(string name) => Refused(name);

    [Theory]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("MediAgents.Grains.Runs.StartRun, MediAgents.Grains.Interfaces")]
    [InlineData("MediAgents.Grains.Runs.RunDescription")] // a reply
    [InlineData("MediAgents.Grains.Hosting.Unit")]
    [InlineData("MediAgents.Grains.IResumableStream`1")]
    [InlineData("MediAgents.Grains.Lookup`1[[System.Diagnostics.Process]]")]
    [InlineData("MediAgents.Grains.Run.RunGrain")]
    [InlineData("MediAgents.Grains.Cluster.ClusterGrains")]
    public void Nothing_but_a_request_can_be_named(string name) => Refused(name);

    [Fact]
    public void No_type_of_ours_but_requests_has_a_name()
    {
        var requests = MessageTypes.Requests.ToHashSet();
        var others = new[] { typeof(IGrains).Assembly, typeof(GrainsSetup).Assembly, typeof(GrainMessage).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.FullName is not null && !requests.Contains(type));
        others.Where(type => MessageNames.TypeOf(type.FullName!) is not null).ShouldBeEmpty();
        requests.ShouldAllBe(request => MessageNames.TypeOf(MessageNames.Of(request)) == request);
    }

    [Fact]
    public void A_message_without_a_name_is_no_request() =>
        Should.Throw<UnknownGrainException>(() => new GrainMessage(name: null, "{}"u8.ToArray(), trace: null).ReadRequest());

    [Fact]
    public void Content_that_is_not_the_requests_is_refused() =>
        Should.Throw<System.Text.Json.JsonException>(() => new GrainMessage(typeof(TailRun).FullName, "[]"u8.ToArray(), trace: null).ReadRequest());

    private static void Refused(string name) =>
        Should.Throw<UnknownGrainException>(() => new GrainMessage(name, "{}"u8.ToArray(), trace: null).ReadRequest());
}
