using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Contract.Hosts;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage;
using MediAgents.Storage.Sqlite.Keys;

namespace MediAgents.Records.Tests.Sealing;

public sealed class SealerTests : IDisposable
{
    private static readonly PatientId Asha = new(new string('a', 64));
    private static readonly PatientId Ravi = new(new string('b', 64));

    private readonly TemporaryFolder folder = new();
    private readonly MasterKeys masterKeys;
    private readonly SqliteDataKeyStore store;
    private readonly Sealer sealer;

    public SealerTests()
    {
        masterKeys = MasterKeys.Load(new KeyOptions { DataDirectory = folder.Path, AllowGenerated = true });
        store = SqliteDataKeyStore.Open(new StorageOptions { DataDirectory = folder.Path });
        sealer = new Sealer(masterKeys, store);
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_is_sealed_opens_again() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<bool>(),
            (content, owned) => sealer.Unseal(Owner(owned), "t", "f", sealer.Seal(Owner(owned), "t", "f", content, "r"), "r").SequenceEqual(content))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_opened_before_an_erasure_gets_no_new_key()
    {
        var opened = sealer.Unseal(Asha, "t", "f", sealer.Seal(Asha, "t", "f", "pain"u8));
        sealer.Unseal(Asha, "t", "f", sealer.TrySeal(Asha, "t", "f", opened)!).ShouldBe(opened);

        sealer.Erase(Asha).ShouldBeTrue();

        sealer.TrySeal(Asha, "t", "f", opened).ShouldBeNull();
        store.Find(Asha.Hash).ShouldBeNull();
    }

    [Fact]
    public void A_change_of_any_bit_breaks_the_seal()
    {
        var whole = sealer.Seal(Asha, "t", "f", "pain since Tuesday"u8);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var changed = whole.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "t", "f", changed), $"bit {bit}");
        }
    }

    [Fact]
    public void A_cut_or_a_lengthening_breaks_the_seal()
    {
        var whole = sealer.Seal(Asha, "t", "f", "pain"u8);
        for (var length = 0; length < whole.Length; length++)
            Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "t", "f", whole.AsSpan(0, length)), $"length {length}");
        Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "t", "f", [.. whole, 0]));
    }

    [Fact]
    public void A_seal_opens_only_where_it_was_put()
    {
        sealer.Seal(Ravi, "t", "f", "he has a key of his own"u8);
        var whole = sealer.Seal(Asha, "t", "f", "pain"u8, "r");
        Should.Throw<SealBrokenException>(() => sealer.Unseal(Ravi, "t", "f", whole, "r"));
        Should.Throw<SealBrokenException>(() => sealer.Unseal(null, "t", "f", whole, "r"));
        Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "u", "f", whole, "r"));
        Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "t", "g", whole, "r"));
        Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "t", "f", whole, "s"));
        Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "tf", "", whole, "r"));
        Encoding.UTF8.GetString(sealer.Unseal(Asha, "t", "f", whole, "r")).ShouldBe("pain");
    }

    [Fact]
    public void A_broken_seal_leaves_nothing_in_the_destination()
    {
        var whole = sealer.Seal(Asha, "t", "f", "pain"u8);
        whole[^1] ^= 1;
        var destination = new byte[4];
        Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "t", "f", whole, destination, ""));
        destination.ShouldAllBe(b => b == 0);
    }

    [Fact]
    public async Task Nonces_never_repeat()
    {
        var nonces = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 25_000).Select(_ => Convert.ToHexString(sealer.Seal(Asha, "t", "f", "same"u8).AsSpan(9, 12))).ToList())));
        nonces.SelectMany(some => some).Distinct().Count().ShouldBe(100_000);
    }

    [Fact]
    public async Task Callers_that_meet_a_new_patient_together_share_one_key()
    {
        using var others = SqliteDataKeyStore.Open(new StorageOptions { DataDirectory = folder.Path });
        var otherProcess = new Sealer(masterKeys, others);
        for (var round = 0; round < 20; round++)
        {
            var patient = new PatientId($"{round:x64}");
            using var start = new Barrier(8);
            var seals = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return (caller % 2 == 0 ? sealer : otherProcess).Seal(patient, "t", "f", "pain"u8);
                },
                TaskCreationOptions.LongRunning)));
            foreach (var whole in seals)
                sealer.Unseal(patient, "t", "f", whole).ShouldBe("pain"u8.ToArray());
        }
    }

    [Fact]
    public void More_patients_than_the_cache_holds_are_served()
    {
        var small = new Sealer(masterKeys, store, cachedOwners: 3);
        var seals = Enumerable.Range(0, 20).Select(i => new PatientId($"{i:x64}")).ToDictionary(p => p, p => small.Seal(p, "t", "f", "pain"u8));
        foreach (var (patient, whole) in seals.Reverse())
            small.Unseal(patient, "t", "f", whole).Length.ShouldBe(4);
    }

    [Fact]
    public void Keys_outlive_the_process()
    {
        var whole = sealer.Seal(Asha, "t", "f", "pain"u8);
        using var reopened = SqliteDataKeyStore.Open(new StorageOptions { DataDirectory = folder.Path });
        new Sealer(masterKeys, reopened).Unseal(Asha, "t", "f", whole).ShouldBe("pain"u8.ToArray());
    }

    [Fact]
    public void Erasing_a_patient_makes_the_data_unreadable_for_good()
    {
        var whole = sealer.Seal(Asha, "t", "f", "pain"u8);
        var others = sealer.Seal(Ravi, "t", "f", "fever"u8);
        var wrapped = store.Find(Asha.Hash)!.Wrapped.ToArray();
        Files().Any(file => file.AsSpan().IndexOf(wrapped) >= 0).ShouldBeTrue();

        sealer.Erase(Asha).ShouldBeTrue();

        Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "t", "f", whole));
        sealer.Seal(Asha, "t", "f", "a new start"u8);
        Should.Throw<SealBrokenException>(() => sealer.Unseal(Asha, "t", "f", whole));
        sealer.Unseal(Ravi, "t", "f", others).Length.ShouldBe(5);
        Files().Any(file => file.AsSpan().IndexOf(wrapped) >= 0).ShouldBeFalse();
        sealer.Erase(new PatientId(new string('c', 64))).ShouldBeFalse();
    }

    [Fact]
    public void An_erasure_by_another_process_takes_effect_within_the_recheck()
    {
        var time = new ManualTime();
        var (here, elsewhere) = (new Sealer(masterKeys, store, time: time), new Sealer(masterKeys, store, time: time));
        var whole = here.Seal(Asha, "t", "f", "pain"u8);
        elsewhere.Erase(Asha).ShouldBeTrue();

        here.Unseal(Asha, "t", "f", whole).Length.ShouldBe(4);
        time.Advance(Sealer.RecheckAfter);
        Should.Throw<SealBrokenException>(() => here.Unseal(Asha, "t", "f", whole));
        elsewhere.Unseal(Asha, "t", "f", here.Seal(Asha, "t", "f", "a new start"u8)).Length.ShouldBe(11);
    }

    [Fact]
    public void A_key_store_that_does_not_answer_is_borne_for_one_recheck_more()
    {
        var time = new ManualTime();
        var unreliable = new UnreliableKeyStore(store);
        var here = new Sealer(masterKeys, unreliable, time: time);
        var whole = here.Seal(Asha, "t", "f", "pain"u8);
        unreliable.IsAway = true;

        time.Advance(Sealer.RecheckAfter);
        here.Unseal(Asha, "t", "f", whole).Length.ShouldBe(4);
        time.Advance(Sealer.RecheckAfter);
        Should.Throw<StorageUnavailableException>(() => here.Unseal(Asha, "t", "f", whole));
        unreliable.IsAway = false;
        here.Unseal(Asha, "t", "f", whole).Length.ShouldBe(4);
    }

    [Fact]
    public async Task A_store_that_is_slow_for_one_owner_does_not_hold_up_the_others()
    {
        using var slow = new SlowKeyStore(store, Ravi.Hash);
        var here = new Sealer(masterKeys, slow);
        var waiting = Task.Factory.StartNew(() => here.Seal(Ravi, "t", "f", "fever"u8), TaskCreationOptions.LongRunning);
        slow.Entered.Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue();

        // Of 64 locks some are Ravi's by chance; most patients have another.
        var served = Enumerable.Range(0, 16).Select(number => Task.Factory.StartNew(
            () => here.Seal(new PatientId($"{number:x64}"), "t", "f", "pain"u8), TaskCreationOptions.LongRunning)).ToList();
        while (served.Count(task => task.IsCompleted) < 10)
            await Task.WhenAny(served.Where(task => !task.IsCompleted)).WaitAsync(TimeSpan.FromSeconds(10));

        waiting.IsCompleted.ShouldBeFalse();
        slow.Release();
        (await waiting).Length.ShouldBe(5 + Sealer.Overhead);
        await Task.WhenAll(served);
    }

    [Fact]
    public void A_key_of_the_first_release_opens_and_renews()
    {
        var shortSecret = new DataKeySecret(RandomNumberGenerator.GetBytes(DataKeySecret.ShortSize));
        store.GetOrAdd(Asha.Hash, masterKeys.Wrap(Asha.Hash, new SealKeyId(7), shortSecret));
        var whole = sealer.Seal(Asha, "t", "f", "pain"u8);
        var fingerprint = sealer.Fingerprint(Asha, "t", "f", "9876543210"u8);

        sealer.Renew(Asha).ShouldBeTrue();

        sealer.Unseal(Asha, "t", "f", whole).ShouldBe("pain"u8.ToArray());
        sealer.Fingerprint(Asha, "t", "f", "9876543210"u8).ShouldBe(fingerprint);
        sealer.Seal(Asha, "t", "f", "pain"u8).AsSpan(0, 9).SequenceEqual(whole.AsSpan(0, 9)).ShouldBeFalse();
    }

    [Fact]
    public void Another_master_key_stops_the_start()
    {
        var other = new MasterKeys(new SecretKey(new byte[32], Generated: false), []);
        Should.Throw<KeySettingException>(() => new Sealer(other, store)).Setting.ShouldBe("ENCRYPTION_KEY");
    }

    [Fact]
    public void An_older_master_key_still_opens_what_it_wrapped()
    {
        var whole = sealer.Seal(Asha, "t", "f", "pain"u8);
        var old = Convert.FromBase64String(File.ReadAllText(folder.File("master.key")));
        var rotated = new Sealer(new MasterKeys(new SecretKey(new byte[32], Generated: false), [old]), store);

        rotated.Unseal(Asha, "t", "f", whole).ShouldBe("pain"u8.ToArray());
        rotated.Seal(Ravi, "t", "f", "fever"u8);
        store.Find(Ravi.Hash)!.MasterKeyId.ShouldNotBe(store.Find(Asha.Hash)!.MasterKeyId);
    }

    [Fact]
    public void A_wrapped_key_cannot_be_changed_or_moved()
    {
        sealer.Seal(Asha, "t", "f", "pain"u8);
        var key = store.Find(Asha.Hash)!;
        store.GetOrAdd(Ravi.Hash, key with { Id = new SealKeyId(1) });
        Should.Throw<SealBrokenException>(() => new Sealer(masterKeys, store).Seal(Ravi, "t", "f", "x"u8));
    }

    [Fact]
    public void Fingerprints_tell_equal_values_of_one_patient_and_no_more()
    {
        var one = sealer.Fingerprint(Asha, "t", "f", "9876543210"u8);
        sealer.Fingerprint(Asha, "t", "f", "9876543210"u8).ShouldBe(one);
        sealer.Fingerprint(Asha, "t", "f", "9876543211"u8).ShouldNotBe(one);
        sealer.Fingerprint(Asha, "t", "g", "9876543210"u8).ShouldNotBe(one);
        sealer.Fingerprint(Ravi, "t", "f", "9876543210"u8).ShouldNotBe(one);
    }

    [Theory]
    [InlineData("")]
    [InlineData("system")]
    public void No_patient_passes_for_the_system(string hash) =>
        Should.Throw<ArgumentException>(() => sealer.Seal(new PatientId(hash), "t", "f", "x"u8));

    private static PatientId? Owner(bool owned) => owned ? Asha : null;

    private IEnumerable<byte[]> Files() => Directory.EnumerateFiles(folder.Path).Select(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    });
}
