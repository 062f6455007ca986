using System.Runtime.CompilerServices;
using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Grains.Embedded.Tests.Conformance;
using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Tests.Activations;

public sealed class TurnScopeTests
{
    [Fact]
    public async Task A_turn_asked_for_from_inside_a_stream_is_a_turn()
    {
        await using var subject = new EmbeddedHost();
        var kinds = TestKinds.All(new Probe()).Append(new GrainKind("asker", typeof(Asker), _ => new Asker(), "Asks while it streams.", [])).ToList();
        var host = await subject.StartAsync(kinds, new HostSettings());
        var seen = new List<(long LastSeq, bool Outside)>();
        await foreach (var step in host.Grains.StreamAsync(new GrainKey("asker", "1"), new AskThrice()))
        {
            seen.Add(step);
            TurnScope.IsOutside.ShouldBeFalse();
        }

        seen.ShouldBe([(1, true), (2, true), (3, true)]);
    }

    private sealed record AskThrice : IGrainStreamRequest<(long, bool)>;

    private sealed class Asker : Grain, IStream<AskThrice, (long, bool)>
    {
        public async IAsyncEnumerable<(long, bool)> StreamAsync(AskThrice request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var i = 0; i < 3; i++)
            {
                var recorded = await Context.Grains.AskAsync(TestKinds.Recorder(), new RecordTexts(["x"]), cancellationToken);
                yield return (recorded.LastSeq, TurnScope.IsOutside);
            }
        }
    }
}
