using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Sealing;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>Renewal of data keys under what stores keep.</summary>
public abstract class ResealingConformance(StoreUnderTest store) : StoreConformance(store)
{
    private const int Commits = 100;

    private static readonly byte[] Scan = [.. Enumerable.Range(0, 2_500_000).Select(i => (byte)(i * 31))];

    /// <summary>Gives the grain <c>run/hers</c> another version, past the store.</summary>
    protected virtual string Tampering => "UPDATE grain SET version = version + 1 WHERE id = 'hers'";

    [StoreFact]
    public async Task Everything_moves_under_the_new_key_and_reads_as_before()
    {
        var document = await FillAsync();
        var earlier = new[] { Asha.Hash, Ravi.Hash, IDataKeyStore.SystemOwner }.ToDictionary(owner => owner, owner => Store.DataKeys.Find(owner)!.Id);

        Store.Renewal.RenewAll().ShouldAllBe(renewed => renewed);
        var progress = await PassAsync();

        progress.Broken.ShouldBe(0);
        progress.Rows.ShouldBe(3 + 4 + 1 + 3); // states, blocks of journals, a file's name, its parts
        (await PassAsync()).Rows.ShouldBe(0);
        foreach (var (owner, key) in earlier)
            Store.DataKeys.Retire(owner, key).ShouldBeTrue();
        await ShouldReadAsync(Store, document);
        await using var fresh = Store.OpenAgain();
        await ShouldReadAsync(fresh, document);
        (await fresh.Documents.PutAsync(Asha.Scope(), Scan, "image/png", "scan.png")).ShouldBe(document); // ids survive
    }

    [StoreFact]
    public async Task Work_that_was_interrupted_goes_on()
    {
        var document = await FillAsync();
        Store.Renewal.RenewAll().ShouldAllBe(renewed => renewed);

        await foreach (var progress in Store.Renewal.ContinueAsync(null, TimeSpan.Zero))
        {
            if (progress.Rows > 0)
                break; // killed after its first batch
        }

        await using var restarted = Store.OpenAgain();
        await ShouldReadAsync(restarted, document);
        await PassAsync();
        (await PassAsync()).Rows.ShouldBe(0);
        await ShouldReadAsync(Store, document);
    }

    [StoreFact]
    public async Task A_commit_beside_the_resealing_is_never_undone()
    {
        await FillAsync();
        var committing = Enumerable.Range(0, 4).Select(grain => Task.Run(async () =>
        {
            for (var version = 0; version < Commits; version++)
                (await Store.Grains.CommitAsync(Turn(Run($"busy {grain}"), version, version, appended: 1, Asha, $"state {version + 1}"))).ShouldBeTrue();
        })).ToList();

        do
        {
            Store.Renewal.Renew(Asha).ShouldBeTrue();
            (await PassAsync()).Broken.ShouldBe(0);
        }
        while (!committing.TrueForAll(task => task.IsCompleted));

        await Task.WhenAll(committing);
        for (var grain = 0; grain < committing.Count; grain++)
        {
            var stored = (await Store.Grains.ReadAsync(Run($"busy {grain}"))).ShouldNotBeNull();
            stored.Version.ShouldBe(Commits);
            stored.State.Text().ShouldBe($"state {Commits}");
            (await Store.Grains.ReadJournalAsync(Run($"busy {grain}"), Asha)).Count.ShouldBe(Commits);
        }
    }

    [StoreFact]
    public async Task A_row_that_was_tampered_with_is_counted_and_the_others_move()
    {
        await FillAsync();
        await Store.TamperAsync(Tampering);
        Store.Renewal.RenewAll().ShouldAllBe(renewed => renewed);

        var progress = await PassAsync();

        progress.Broken.ShouldBe(1);
        progress.Rows.ShouldBe(2 + 4 + 1 + 3);
    }

    private async Task<DocumentId> FillAsync()
    {
        foreach (var (id, owner) in (ReadOnlySpan<(string, PatientId?)>)[("hers", Asha), ("his", Ravi), ("nobody's", null)])
            Store.Grains.CommitAsync(Turn(Run(id), 0, appended: 2, owner: owner, state: $"state of {id}")).GetAwaiter().GetResult().ShouldBeTrue();
        (await Store.Grains.CommitAsync(Turn(Run("hers"), 1, 2, appended: 1, Asha, "state of hers"))).ShouldBeTrue();
        return await Store.Documents.PutAsync(Asha.Scope(), Scan, "image/png", "scan.png");
    }

    private async Task<RenewalProgress> PassAsync()
    {
        var last = new RenewalProgress();
        await foreach (var progress in Store.Renewal.ContinueAsync(null, TimeSpan.Zero))
            last = progress;
        return last;
    }

    private static async Task ShouldReadAsync(StoreUnderTest store, DocumentId document)
    {
        foreach (var (id, owner) in new (string, PatientId?)[] { ("hers", Asha), ("his", Ravi), ("nobody's", null) })
        {
            (await store.Grains.ReadAsync(Run(id))).ShouldNotBeNull().State.Text().ShouldBe($"state of {id}");
            (await store.Grains.ReadJournalAsync(Run(id), owner)).Count.ShouldBe(id == "hers" ? 3 : 2);
        }

        var stored = (await store.Documents.GetAsync(Asha.Scope(), document)).ShouldNotBeNull();
        stored.Content.Span.SequenceEqual(Scan).ShouldBeTrue();
        stored.FileName.ShouldBe("scan.png");
    }
}
