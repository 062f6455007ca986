using MediAgents.Contract.Hosts;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage;
using MediAgents.Storage.Sqlite.Keys;

namespace MediAgents.Records.Tests.Sealing;

public sealed class KeyRenewalTests : IDisposable
{
    private static readonly PatientId Asha = new(new string('a', 64));
    private static readonly PatientId Ravi = new(new string('b', 64));

    private readonly TemporaryFolder folder = new();
    private readonly ManualTime time = new();
    private readonly SealedRows rows = new();
    private readonly MasterKeys masterKeys;
    private readonly SqliteDataKeyStore store;
    private readonly Sealer sealer;
    private readonly KeyRenewal renewal;

    public KeyRenewalTests()
    {
        masterKeys = MasterKeys.Load(new KeyOptions { DataDirectory = folder.Path, AllowGenerated = true });
        store = SqliteDataKeyStore.Open(new StorageOptions { DataDirectory = folder.Path }, time);
        sealer = new Sealer(masterKeys, store, time: time);
        renewal = RenewalBy(sealer);
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_was_sealed_before_moves_under_the_new_key_and_the_earlier_one_goes_later()
    {
        rows.Put(sealer, Asha, 1, "pain"u8);
        rows.Put(sealer, Ravi, 1, "fever"u8);
        var earlier = store.Find(Asha.Hash)!.Id;

        renewal.Renew(Asha).ShouldBeTrue();
        rows.Read(sealer, Asha, 1).ShouldBe("pain"u8.ToArray());
        (await PassAsync()).ShouldBe(new RenewalProgress(Keys: 1, Rows: 1));

        rows.IsUnder(Asha, 1, store.Find(Asha.Hash)!.Id).ShouldBeTrue();
        (await PassAsync()).ShouldBe(new RenewalProgress(Keys: 1)); // too early to retire
        time.Advance(KeyRenewal.KeptFor);
        (await PassAsync()).ShouldBe(new RenewalProgress(Keys: 1, Retired: 1));
        store.FindEarlier(Asha.Hash).ShouldBeEmpty();
        store.Find(Asha.Hash)!.Id.ShouldNotBe(earlier);
        rows.Read(sealer, Asha, 1).ShouldBe("pain"u8.ToArray());
        rows.Read(sealer, Ravi, 1).ShouldBe("fever"u8.ToArray());
    }

    [Fact]
    public void Ids_and_blind_indexes_survive_a_renewal()
    {
        var fingerprint = sealer.Fingerprint(Asha, "t", "f", "9876543210"u8);

        renewal.Renew(Asha);
        renewal.Renew(Asha);

        sealer.Fingerprint(Asha, "t", "f", "9876543210"u8).ShouldBe(fingerprint);
        new Sealer(masterKeys, store).Fingerprint(Asha, "t", "f", "9876543210"u8).ShouldBe(fingerprint);
    }

    [Fact]
    public async Task All_renews_everybody_and_the_system()
    {
        rows.Put(sealer, Asha, 1, "pain"u8);
        rows.Put(sealer, Ravi, 1, "fever"u8);

        renewal.RenewAll().ShouldBe([true, true, true]);

        (await PassAsync()).ShouldBe(new RenewalProgress(Keys: 3, Rows: 2));
    }

    [Fact]
    public async Task A_row_written_late_by_another_process_keeps_the_earlier_key()
    {
        var other = new Sealer(masterKeys, store, time: time);
        rows.Put(other, Asha, 1, "pain"u8);
        renewal.Renew(Asha);
        await PassAsync();
        rows.Put(other, Asha, 2, "sealed under what it has cached"u8);
        time.Advance(KeyRenewal.KeptFor);

        (await PassAsync()).ShouldBe(new RenewalProgress(Keys: 1, Rows: 1));
        store.FindEarlier(Asha.Hash).Count.ShouldBe(1);
        (await PassAsync()).Retired.ShouldBe(1);
        rows.Read(other, Asha, 2).ShouldBe("sealed under what it has cached"u8.ToArray());
    }

    [Fact]
    public async Task Broken_rows_are_counted_and_keep_their_key()
    {
        rows.Put(sealer, Asha, 1, "pain"u8);
        rows.Damage(Asha, 1);
        renewal.Renew(Asha);
        time.Advance(KeyRenewal.KeptFor);

        (await PassAsync()).ShouldBe(new RenewalProgress(Keys: 1, Broken: 1));

        store.FindEarlier(Asha.Hash).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_store_that_answers_for_its_rows_no_key_is_retired()
    {
        rows.Put(sealer, Asha, 1, "pain"u8);
        renewal.Renew(Asha);
        time.Advance(KeyRenewal.KeptFor);
        var nobodyAsked = new KeyRenewal(sealer, masterKeys, store, [], time);

        await foreach (var progress in nobodyAsked.ContinueAsync(null, TimeSpan.Zero))
            progress.Retired.ShouldBe(0);

        rows.Read(sealer, Asha, 1).ShouldBe("pain"u8.ToArray());
    }

    [Fact]
    public async Task Only_the_named_owner_is_looked_at()
    {
        rows.Put(sealer, Asha, 1, "pain"u8);
        rows.Put(sealer, Ravi, 1, "fever"u8);
        renewal.RenewAll().Count().ShouldBe(3);

        var last = new RenewalProgress();
        await foreach (var progress in renewal.ContinueAsync(Ravi, TimeSpan.Zero))
            last = progress;

        last.ShouldBe(new RenewalProgress(Keys: 1, Rows: 1));
    }

    private KeyRenewal RenewalBy(Sealer by) => new(by, masterKeys, store, [rows.ResealedBy(by)], time);

    private async Task<RenewalProgress> PassAsync()
    {
        var last = new RenewalProgress();
        await foreach (var progress in renewal.ContinueAsync(owner: null, pause: TimeSpan.Zero))
            last = progress;
        return last;
    }
}
