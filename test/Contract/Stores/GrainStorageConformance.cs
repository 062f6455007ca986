using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Storage;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>Grains, state and journal, whatever keeps them.</summary>
public abstract class GrainStorageConformance(StoreUnderTest store) : StoreConformance(store)
{
    private IGrainStorage Storage => Store.Grains;

    [StoreFact]
    public async Task A_grain_never_stored_is_null() =>
        (await Storage.ReadAsync(Run("r1"))).ShouldBeNull();

    [StoreFact]
    public async Task What_a_turn_commits_is_read_back()
    {
        (await Storage.CommitAsync(Turn(Run("r1"), 0, appended: 2, owner: Asha, state: "{\"a\":1}", wake: true))).ShouldBeTrue();

        var grain = (await Storage.ReadAsync(Run("r1"))).ShouldNotBeNull();
        grain.Version.ShouldBe(1);
        grain.Owner.ShouldBe(Asha);
        grain.State.Text().ShouldBe("{\"a\":1}");
        grain.JournalLength.ShouldBe(2);
        grain.WakeAfterCrash.ShouldBeTrue();
        var journal = await Storage.ReadJournalAsync(Run("r1"), Asha);
        journal.Select(entry => (entry.Seq, entry.Type, entry.Json.Text())).ShouldBe([(1, "progress", "entry 1"), (2, "progress", "entry 2")]);
    }

    [StoreFact]
    public async Task Grains_without_owner_without_entries_and_with_empty_state_are_grains()
    {
        await Storage.CommitAsync(Turn(new GrainKey("registry", ""), 0, state: ""));
        var grain = (await Storage.ReadAsync(new GrainKey("registry", ""))).ShouldNotBeNull();
        grain.Owner.ShouldBeNull();
        grain.State.IsEmpty.ShouldBeTrue();
        (await Storage.ReadJournalAsync(new GrainKey("registry", ""))).ShouldBeEmpty();
    }

    [StoreTheory]
    [InlineData(0, 0)] // as if new
    [InlineData(1, 2)] // one behind
    [InlineData(3, 2)] // one ahead
    [InlineData(2, 1)] // the right version, another journal
    [InlineData(2, 3)]
    public async Task A_commit_from_another_version_changes_nothing(long expectedVersion, long journalBefore)
    {
        await Storage.CommitAsync(Turn(Run("r1"), 0, appended: 2));
        await Storage.CommitAsync(Turn(Run("r1"), 1, journalBefore: 2));

        (await Storage.CommitAsync(Turn(Run("r1"), expectedVersion, journalBefore, appended: 1, state: "late", wake: true))).ShouldBeFalse();

        var grain = (await Storage.ReadAsync(Run("r1"))).ShouldNotBeNull();
        (grain.Version, grain.State.Text(), grain.JournalLength, grain.WakeAfterCrash).ShouldBe((2, "state 2", 2, false));
        (await Storage.ReadJournalAsync(Run("r1"))).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task A_later_version_of_a_grain_never_stored_is_refused() =>
        (await Storage.CommitAsync(Turn(Run("r1"), 1))).ShouldBeFalse();

    [StoreFact]
    public async Task Contradictory_commits_are_refused()
    {
        var good = Turn(Run("r1"), 0, appended: 2);
        GrainCommit[] bad =
        [
            good with { ExpectedVersion = 1 },
            good with { ExpectedVersion = -1, Grain = good.Grain with { Version = 0 } },
            good with { Grain = good.Grain with { JournalLength = 3 } },
            good with { Grain = good.Grain with { JournalLength = 1 } },
            good with { Appended = [Entry(1), Entry(3)] },
            good with { Appended = [Entry(2), Entry(1)] },
        ];
        foreach (var commit in bad)
            await Should.ThrowAsync<ArgumentException>(() => Storage.CommitAsync(commit));
        (await Storage.ReadAsync(Run("r1"))).ShouldBeNull();
    }

    [StoreFact]
    public async Task The_owner_of_a_grain_never_changes()
    {
        await Storage.CommitAsync(Turn(Run("r1"), 0, owner: Asha));
        await Storage.CommitAsync(Turn(Run("r2"), 0));

        await Should.ThrowAsync<GrainOwnerChangedException>(() => Storage.CommitAsync(Turn(Run("r1"), 1, owner: Ravi)));
        await Should.ThrowAsync<GrainOwnerChangedException>(() => Storage.CommitAsync(Turn(Run("r1"), 1)));
        await Should.ThrowAsync<GrainOwnerChangedException>(() => Storage.CommitAsync(Turn(Run("r2"), 1, owner: Ravi)));
        (await Storage.CommitAsync(Turn(Run("r1"), 0, owner: Ravi))).ShouldBeFalse(); // too late is too late, whoever it is
        (await Storage.ReadAsync(Run("r1"))).ShouldNotBeNull().Owner.ShouldBe(Asha);
    }

    [StoreFact]
    public async Task The_journal_is_read_from_anywhere()
    {
        var (version, length) = (0L, 0L);
        foreach (var appended in (int[])[3, 0, 1, 4])
        {
            await Storage.CommitAsync(Turn(Run("r1"), version++, length, appended, Asha));
            length += appended;
        }

        for (var after = 0L; after <= length + 1; after++)
        {
            for (var limit = 0; limit <= 9; limit++)
            {
                var entries = await Storage.ReadJournalAsync(Run("r1"), Asha, after, limit);
                var expected = Enumerable.Range(1, (int)length).Select(seq => (long)seq).Where(seq => seq > after).Take(limit);
                entries.Select(entry => entry.Seq).ShouldBe(expected);
                entries.ShouldAllBe(entry => entry.Json.Text() == $"entry {entry.Seq}");
            }
        }
    }

    [StoreFact]
    public async Task A_journal_is_empty_to_everybody_but_its_owner()
    {
        await Storage.CommitAsync(Turn(Run("r1"), 0, appended: 1, owner: Asha));
        (await Storage.ReadJournalAsync(Run("r1"), Ravi)).ShouldBeEmpty();
        (await Storage.ReadJournalAsync(Run("r1"), owner: null)).ShouldBeEmpty();
        (await Storage.ReadJournalAsync(Run("none"), Asha)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Unfinished_grains_are_listed_oldest_first()
    {
        foreach (var id in (string[])["r1", "r2", "r3"])
            await Storage.CommitAsync(Turn(Run(id), 0, wake: true));
        await Storage.CommitAsync(Turn(Run("r4"), 0));
        await Storage.CommitAsync(Turn(Run("r2"), 1));
        await Storage.CommitAsync(Turn(Run("r1"), 1, wake: true));

        (await Storage.ListUnfinishedAsync(CancellationToken.None)).ShouldBe([Run("r1"), Run("r3")]);
    }

    [StoreFact]
    public async Task Owned_grains_are_listed_newest_first_in_pages()
    {
        for (var i = 1; i <= 5; i++)
            await Storage.CommitAsync(Turn(new GrainKey("conversation", $"s{i}"), 0, owner: Asha));
        await Storage.CommitAsync(Turn(new GrainKey("conversation", "other"), 0, owner: Ravi));
        await Storage.CommitAsync(Turn(Run("r1"), 0, owner: Asha));
        await Storage.CommitAsync(Turn(new GrainKey("conversation", "s1"), 1, owner: Asha)); // a change does not move it

        var first = await Storage.ListOwnedAsync("conversation", Asha, before: null, limit: 2, CancellationToken.None);
        await Storage.CommitAsync(Turn(new GrainKey("conversation", "s6"), 0, owner: Asha));
        var rest = await Storage.ListOwnedAsync("conversation", Asha, first[^1].Position, limit: 10, CancellationToken.None);

        first.Select(grain => grain.Id).ShouldBe(["s5", "s4"]);
        rest.Select(grain => grain.Id).ShouldBe(["s3", "s2", "s1"]);
        rest.ShouldAllBe(grain => (TimeProvider.System.GetUtcNow() - grain.UpdatedAt).Duration() < TimeSpan.FromMinutes(1));
    }

    [StoreFact]
    public async Task Everything_is_there_after_reopening()
    {
        await Storage.CommitAsync(Turn(Run("r1"), 0, appended: 2, owner: Asha));
        await Store.CloseAsync();
        await using var reopened = Store.OpenAgain();
        (await reopened.Grains.ReadAsync(Run("r1"))).ShouldNotBeNull().State.Text().ShouldBe("state 1");
        (await reopened.Grains.ReadJournalAsync(Run("r1"), Asha)).Count.ShouldBe(2);
    }
}
