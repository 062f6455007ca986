using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Grains;
using MediAgents.Primitives;
using static MediAgents.Contract.Grains.TestKinds;

namespace MediAgents.Contract.Suites;

/// <summary>An owner's grains are closed as one, so that what is stored of them can be erased.</summary>
public abstract class OwnerConformance(HostUnderTest subject) : GrainHostConformance(subject)
{
    private static readonly PatientId Asha = new(new string('a', 64));
    private static readonly PatientId Ravi = new(new string('b', 64));

    [Fact]
    public async Task Closing_ends_what_the_owner_has_in_memory_and_nothing_else()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Recorder("hers"), new RecordTexts(["a"], Asha));
        await host.Grains.AskAsync(Recorder("his"), new RecordTexts(["a"], Ravi));
        await host.Grains.AskAsync(Recorder("nobody's"), new RecordTexts(["a"]));
        await using var closed = await host.Owners.CloseAsync(Asha);

        host.StatisticsOf("recorder").Activations.ShouldBe(2);
        (await host.Grains.AskAsync(Recorder("his"), new RecordTexts(["b"]))).LastSeq.ShouldBe(2);
    }

    [Fact]
    public async Task While_the_owner_is_closed_nothing_of_hers_is_loaded_or_stored()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Recorder("old"), new RecordTexts(["a"], Asha));
        var commits = host.Storage.Commits;
        await using (await host.Owners.CloseAsync(Asha))
        {
            await ShouldFailAsync<GrainOwnerClosedException>(host.Grains.AskAsync(Recorder("old"), new ReadEntries(0, 10)).AsTask());
            await ShouldFailAsync<GrainOwnerClosedException>(host.Grains.AskAsync(Recorder("new"), new RecordTexts(["a"], Asha)).AsTask());
        }

        host.Storage.Commits.ShouldBe(commits);
        (await host.Grains.AskAsync(Recorder("old"), new ReadEntries(0, 10))).Count.ShouldBe(1);
        (await host.Grains.AskAsync(Recorder("new"), new RecordTexts(["a"], Asha))).LastSeq.ShouldBe(1);
    }

    [Fact]
    public async Task Work_is_cancelled_and_not_woken_while_the_owner_is_closed()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Worker(), new StartJob(Steps: 3, Free: 1, Asha));
        await Probe.WaitAsync($"waiting {Worker()}");
        await using var closed = await host.Owners.CloseAsync(Asha);

        await Probe.WaitAsync($"cancelled {Worker()}");
        Probe.Signal($"go {Worker()}");
        PassIdleTimeout();
        (host.StatisticsOf("worker").Activations, Probe.CountOf("woken", Worker())).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_turn_under_way_stores_nothing()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Failing(), new ChangeAll(Asha, ThenFail: false));
        using var giveUp = new CancellationTokenSource();
        var turn = host.Grains.AskAsync(Failing("new"), new ChangeAll(Asha, ThenFail: false, UntilCancelled: true), giveUp.Token).AsTask();
        await Probe.WaitAsync($"changed {Failing("new")}");
        var commits = host.Storage.Commits;
        var closing = host.Owners.CloseAsync(Asha).AsTask();
        await EventuallyAsync(() => host.StatisticsOf("failing").Activations == 1);
        closing.IsCompleted.ShouldBeFalse("a turn may yet turn out to be the owner's");
        await giveUp.CancelAsync();
        await using var closed = await closing;

        await ShouldFailAsync<OperationCanceledException>(turn);
        host.Storage.Commits.ShouldBe(commits);
    }

    [Fact]
    public async Task Streams_of_the_owners_journals_end()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Recorder(), new RecordTexts(["a", "b"], Asha));
        var seen = 0;
        var following = Task.Run(async () =>
        {
            await foreach (var entry in host.Grains.StreamAsync(Recorder(), new Follow(0)))
            {
                Interlocked.Exchange(ref seen, (int)entry.Seq);
            }
        });
        await EventuallyAsync(() => Volatile.Read(ref seen) == 2);
        await using var closed = await host.Owners.CloseAsync(Asha);

        await following.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_turn_that_does_not_end_keeps_the_owner_open()
    {
        var host = await StartAsync();
        using var giveUp = new CancellationTokenSource();
        var turn = host.Grains.AskAsync(Failing(), new ChangeAll(Asha, ThenFail: false, UntilCancelled: true), giveUp.Token).AsTask();
        await Probe.WaitAsync($"changed {Failing()}");
        var closing = host.Owners.CloseAsync(Asha).AsTask();
        await EventuallyAsync(() =>
        {
            Time.Advance(new HostSettings().DrainTimeout * 2);
            return closing.IsCompleted;
        });
        await ShouldFailAsync<TimeoutException>(closing);

        (await host.Grains.AskAsync(Recorder(), new RecordTexts(["a"], Asha))).LastSeq.ShouldBe(1);
        await giveUp.CancelAsync();
        await ShouldFailAsync<OperationCanceledException>(turn);
    }
}
