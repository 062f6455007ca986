using System.Text;
using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using static MediAgents.Contract.Grains.TestKinds;

namespace MediAgents.Contract.Suites;

/// <summary>The journal has no gap and no repeat, whoever reads it and whenever.</summary>
public abstract class JournalConformance(HostUnderTest subject) : GrainHostConformance(subject)
{
    [Fact]
    public async Task Entries_are_numbered_from_one_and_survive()
    {
        var host = await StartAsync();
        (await host.Grains.AskAsync(Recorder(), new RecordTexts(["a", "b"], new PatientId("ab")))).LastSeq.ShouldBe(2);
        (await host.Grains.AskAsync(Recorder(), new RecordTexts(["c"]))).LastSeq.ShouldBe(3);
        await IdleOutAsync(host, "recorder");

        var entries = await host.Grains.AskAsync(Recorder(), new ReadEntries(0, 10));
        ShouldBeContiguous(entries, first: 1, count: 3);
        entries.Select(entry => Encoding.UTF8.GetString(entry.Json.Span)).ShouldBe(["\"a\"", "\"b\"", "\"c\""]);
        entries.ShouldAllBe(entry => entry.Type == "text");
    }

    [Theory]
    [InlineData(0, 2, 1, 2)]
    [InlineData(2, 10, 3, 3)]
    [InlineData(5, 10, 6, 0)]
    [InlineData(99, 10, 100, 0)]
    public async Task Reading_starts_after_the_given_number_and_keeps_to_the_limit(long after, int limit, long first, int count)
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Recorder(), new RecordTexts(["a", "b", "c", "d", "e"]));

        ShouldBeContiguous(await host.Grains.AskAsync(Recorder(), new ReadEntries(after, limit)), first, count);
    }

    [Fact]
    public async Task Reading_refuses_impossible_bounds()
    {
        var host = await StartAsync();

        await ShouldFailAsync<ArgumentOutOfRangeException>(host.Grains.AskAsync(Recorder(), new ReadEntries(-1, 1)).AsTask());
        await ShouldFailAsync<ArgumentOutOfRangeException>(host.Grains.AskAsync(Recorder(), new ReadEntries(0, 0)).AsTask());
        await ShouldFailAsync<ArgumentOutOfRangeException>(TakeAsync(host, Recorder(), new Follow(-1), 1));
    }

    [Fact]
    public async Task An_entry_is_seen_only_once_it_is_durable()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Recorder(), new RecordTexts(["a"]));
        await using var tail = host.Grains.StreamAsync(Recorder(), new Follow(1)).GetAsyncEnumerator();
        host.Storage.Trouble = CommitTrouble.FailsBeforeWriting;
        var next = tail.MoveNextAsync().AsTask();
        await ShouldFailAsync<IOException>(host.Grains.AskAsync(Recorder(), new RecordTexts(["lost"])).AsTask());
        next.IsCompleted.ShouldBeFalse();

        host.Storage.Trouble = CommitTrouble.None;
        await host.Grains.AskAsync(Recorder(), new RecordTexts(["kept"]));
        (await next).ShouldBeTrue();
        (tail.Current.Seq, Encoding.UTF8.GetString(tail.Current.Json.Span)).ShouldBe((2, "\"kept\""));
    }

    [Fact]
    public async Task A_tail_shows_what_a_commit_of_unknown_outcome_wrote()
    {
        var host = await StartAsync();
        host.Storage.Trouble = CommitTrouble.FailsAfterWriting;
        await ShouldFailAsync<IOException>(host.Grains.AskAsync(Recorder(), new RecordTexts(["a"])).AsTask());
        host.Storage.Trouble = CommitTrouble.None;
        await host.Grains.AskAsync(Recorder(), new RecordTexts(["b"]));

        ShouldBeContiguous(await TakeAsync(host, Recorder(), new Follow(0), 2), first: 1, count: 2);
    }

    [Fact]
    public async Task The_tail_of_an_inactive_grain_wakes_it()
    {
        var first = await StartAsync();
        await first.Grains.AskAsync(Recorder(), new RecordTexts(["a", "b"], new PatientId("ab")));
        await first.StopAsync();

        var second = await StartAsync();
        ShouldBeContiguous(await TakeAsync(second, Recorder(), new Follow(0), 2), first: 1, count: 2);
    }

    [Fact]
    public async Task A_grain_followed_live_is_not_read_from_storage()
    {
        var host = await StartAsync();
        await using var tail = host.Grains.StreamAsync(Recorder(), new Follow(0)).GetAsyncEnumerator();
        for (var i = 1; i <= 1000; i++)
        {
            var next = tail.MoveNextAsync();
            await host.Grains.AskAsync(Recorder(), new RecordTexts([$"{i}"]));
            (await next).ShouldBeTrue();
            tail.Current.Seq.ShouldBe(i);
        }

        host.Storage.JournalReads.ShouldBe(0);
    }

    /// <summary>Writers and tails at random, tails from random places and left at random: each saw a gapless piece.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Tails_see_every_entry_once_while_commits_race_with_them(int seed)
    {
        const int Entries = 1500;
        var host = await StartAsync();
        var written = 0L;
        var writing = Task.Run(async () =>
        {
            var random = new Random(seed);
            while (written < Entries)
            {
                var count = (int)Math.Min(random.Next(1, 20), Entries - written);
                var reply = await host.Grains.AskAsync(Recorder(), new RecordTexts([.. Enumerable.Repeat("x", count)]));
                Interlocked.Exchange(ref written, reply.LastSeq);
            }
        });
        var tails = Enumerable.Range(0, 12).Select(tail => Task.Run(async () =>
        {
            var random = new Random(seed * 100 + tail);
            for (var seen = 0; seen < Entries;)
            {
                var count = random.Next(1, Entries - seen + 1);
                var entries = await TakeAsync(host, Recorder(), new Follow(seen), count);
                ShouldBeContiguous(entries, first: seen + 1, count);
                seen += count;
            }
        }));

        await Task.WhenAll(tails.Append(writing));
    }

    /// <summary>The writer goes on only when each tail has seen the last entry, so that no later entry makes up for a lost wake-up.</summary>
    [Fact]
    public async Task Every_entry_wakes_the_tails_that_have_caught_up()
    {
        const int Entries = 2000;
        const int Tails = 3;
        var host = await StartAsync();
        using var seen = new SemaphoreSlim(0);
        var tails = Enumerable.Range(0, Tails).Select(_ => Task.Run(async () =>
        {
            await foreach (var entry in host.Grains.StreamAsync(Recorder(), new Follow(0)))
            {
                seen.Release();
                if (entry.Seq == Entries)
                {
                    break;
                }
            }
        })).ToList();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Entries; i++)
            {
                await host.Grains.AskAsync(Recorder(), new RecordTexts(["x"]));
                for (var tail = 0; tail < Tails; tail++)
                {
                    (await seen.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue($"a tail slept through entry {i + 1}");
                }
            }
        });

        await writing;
        await Task.WhenAll(tails);
    }

    [Fact]
    public async Task A_stream_sees_committed_state_only()
    {
        var host = await StartAsync();
        await using var watch = host.Grains.StreamAsync(Recorder(), new Watch()).GetAsyncEnumerator();
        await watch.MoveNextAsync();
        host.Storage.PauseCommits();
        var ask = host.Grains.AskAsync(Recorder(), new RecordTexts(["a"])).AsTask();
        await EventuallyAsync(() => host.Storage.Commits == 1);
        await watch.MoveNextAsync();
        watch.Current.ShouldBe(0);

        host.Storage.ResumeCommits();
        await ask;
        await watch.MoveNextAsync();
        watch.Current.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_can_change_nothing()
    {
        var host = await StartAsync();
        var refusals = await TakeAsync(host, Recorder(), new Meddle(), 6);

        refusals.ShouldAllBe(refusal => refusal == nameof(InvalidOperationException));
        (await host.Grains.AskAsync(Recorder(), new RecordTexts([]))).ShouldBe(new Recorded(0, null));
        host.Storage.Commits.ShouldBe(0);
    }

    [Fact]
    public async Task A_grain_without_state_may_keep_a_journal()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Notebook(), new Note("a"));
        await host.Grains.AskAsync(Notebook(), new Note("b"));
        await IdleOutAsync(host, "notebook");

        ShouldBeContiguous(await host.Grains.AskAsync(Notebook(), new ReadNotes()), first: 1, count: 2);
        await IdleOutAsync(host, "notebook");
        await host.Grains.AskAsync(Notebook(), new Note("c"));
        ShouldBeContiguous(await host.Grains.AskAsync(Notebook(), new ReadNotes()), first: 1, count: 3);
    }
}
