using System.Security.Cryptography;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage;
using MediAgents.Storage.Sqlite.Keys;

namespace MediAgents.Records.Tests.Sealing;

public sealed class KeyRewrappingTests : IDisposable
{
    private const int Patients = 250;

    private readonly TemporaryFolder folder = new();
    private readonly byte[] before = RandomNumberGenerator.GetBytes(SecretKey.SizeInBytes);
    private readonly byte[] after = RandomNumberGenerator.GetBytes(SecretKey.SizeInBytes);
    private readonly SqliteDataKeyStore store;
    private readonly Dictionary<PatientId, byte[]> sealedData;

    public KeyRewrappingTests()
    {
        store = Open();
        var sealer = new Sealer(Keys(before), store);
        sealedData = Enumerable.Range(0, Patients)
            .Select(number => new PatientId($"{number:x64}"))
            .ToDictionary(patient => patient, patient => sealer.Seal(patient, "t", "f", "pain"u8));
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Afterwards_the_older_master_key_is_needed_no_more()
    {
        var progress = new KeyRewrapping(Keys(after, before), store).Run().ToList();

        progress.Count.ShouldBeGreaterThan(2); // in batches, each of them told
        progress[^1].ShouldBe(new RewrapProgress(Patients + 1, Patients + 1, 0));
        store.CountByMasterKey().ShouldHaveSingleItem().Key.ShouldBe(Keys(after).CurrentId);
        ShouldAllOpen(new Sealer(Keys(after), store));
        new KeyRewrapping(Keys(after, before), store).Run().ShouldBeEmpty();
    }

    [Fact]
    public void Interrupted_work_goes_on_and_nothing_was_lost_between()
    {
        new KeyRewrapping(Keys(after, before), store).Run().First().Rewrapped.ShouldBe(KeyRewrapping.BatchSize);

        using var reopened = Open();
        ShouldAllOpen(new Sealer(Keys(after, before), reopened));
        var rest = new KeyRewrapping(Keys(after, before), reopened);
        rest.CountLeft().ShouldBe(Patients + 1 - KeyRewrapping.BatchSize);
        rest.Run().Last().Rewrapped.ShouldBe(Patients + 1 - KeyRewrapping.BatchSize);
        ShouldAllOpen(new Sealer(Keys(after), reopened));
    }

    [Fact]
    public void Keys_under_a_master_key_that_is_not_set_are_counted_and_left()
    {
        var progress = new KeyRewrapping(Keys(after), store).Run().Last();

        progress.ShouldBe(new RewrapProgress(0, Patients + 1, Patients + 1));
        ShouldAllOpen(new Sealer(Keys(before), store));
    }

    [Fact]
    public void A_key_erased_while_it_was_wrapped_anew_stays_erased()
    {
        var patient = sealedData.Keys.First();
        var key = store.Find(patient.Hash)!;
        store.Erase(patient.Hash).ShouldBeTrue();

        store.Replace([new KeyReplacement(patient.Hash, key, key with { MasterKeyId = "another" })]).ShouldBe(0);

        store.Find(patient.Hash).ShouldBeNull();
    }

    [Fact]
    public async Task Who_reads_and_writes_meanwhile_notices_nothing()
    {
        var older = new Sealer(Keys(before, after), store, cachedOwners: 10); // a process that still has the former key first
        var newer = new Sealer(Keys(after, before), store, cachedOwners: 10);
        using var done = new CancellationTokenSource();
        var readers = new[] { older, newer }.Select(sealer => Task.Run(() =>
        {
            var rounds = 0;
            for (; rounds == 0 || !done.IsCancellationRequested; rounds++)
                ShouldAllOpen(sealer);
            return rounds;
        })).ToList();

        var last = new KeyRewrapping(Keys(after, before), store).Run().Last();
        await done.CancelAsync();

        (await Task.WhenAll(readers)).ShouldAllBe(rounds => rounds > 0);
        last.Rewrapped.ShouldBe(Patients + 1);
    }

    private static MasterKeys Keys(byte[] current, params byte[][] older) =>
        new(new SecretKey(current, Generated: false), older.Select(key => new ReadOnlyMemory<byte>(key)));

    private SqliteDataKeyStore Open() => SqliteDataKeyStore.Open(new StorageOptions { DataDirectory = folder.Path });

    private void ShouldAllOpen(Sealer sealer)
    {
        foreach (var (patient, whole) in sealedData)
            sealer.Unseal(patient, "t", "f", whole).ShouldBe("pain"u8.ToArray());
    }
}
