using FsCheck;
using FsCheck.Fluent;
using MediAgents.Contract.Hosts;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage;
using MediAgents.Storage.Sqlite.Keys;

namespace MediAgents.Records.Tests.Sealing;

/// <summary>
/// Whatever two processes do in whatever order, and wherever a crash ends them: what was sealed opens to what it was,
/// unless the owner was erased, and then never.
/// </summary>
public sealed class InterleavedKeyWorkTests
{
    private const int Owners = 2;

    private enum Deed
    {
        Seal,
        Renew,
        ResealAStep,
        ResealAll,
        RewrapAStep,
        RotateMaster,
        Erase,
        LetTimePass,
        Crash,
    }

    [Fact]
    public void What_was_sealed_opens_until_it_is_erased()
    {
        var step = from deed in Gen.Frequency(
                       (6, Gen.Constant(Deed.Seal)), (2, Gen.Constant(Deed.Renew)), (3, Gen.Constant(Deed.ResealAStep)), (5, Gen.Constant(Deed.ResealAll)),
                       (2, Gen.Constant(Deed.RewrapAStep)), (1, Gen.Constant(Deed.RotateMaster)), (1, Gen.Constant(Deed.Erase)),
                       (3, Gen.Constant(Deed.LetTimePass)), (2, Gen.Constant(Deed.Crash)))
                   from process in Gen.Choose(0, 1)
                   from owner in Gen.Choose(0, Owners - 1)
                   select new Step(deed, process, owner);

        Prop.ForAll(step.ListOf().ToArbitrary(), steps => FollowAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(80));
    }

    private static async Task<bool> FollowAsync(IEnumerable<Step> steps)
    {
        using var world = new World();
        foreach (var step in steps)
        {
            await world.DoAsync(step);
            if (!world.AllIsAsItShouldBe())
                return false;
        }

        return true;
    }

    private sealed record Step(Deed Deed, int Process, int Owner);

    /// <summary>A key store and a table, and two processes on them.</summary>
    private sealed class World : IDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly ManualTime time = new();
        private readonly SealedRows rows = new();
        private readonly List<Expected> model = [];
        private readonly Process[] processes = new Process[2];
        private readonly List<byte[]> masters = [Secret(1)];

        public World() => Array.ForEach([0, 1], Start);

        public async Task DoAsync(Step step)
        {
            var process = processes[step.Process];
            var owner = new PatientId($"{step.Owner:x64}");
            switch (step.Deed)
            {
                case Deed.Seal:
                    rows.Put(process.Sealer, owner, model.Count, ContentOf(model.Count));
                    model.Add(new Expected(owner, model.Count, Erased: false));
                    break;
                case Deed.Renew:
                    process.Renewal.Renew(owner);
                    break;
                case Deed.ResealAStep:
                    await foreach (var progress in process.Renewal.ContinueAsync(null, TimeSpan.Zero))
                        break; // killed after its first step
                    break;
                case Deed.ResealAll:
                    await foreach (var progress in process.Renewal.ContinueAsync(null, TimeSpan.Zero))
                        _ = progress;
                    break;
                case Deed.RewrapAStep:
                    _ = new KeyRewrapping(process.MasterKeys, process.Store).Run().FirstOrDefault();
                    break;
                case Deed.RotateMaster:
                    masters.Insert(0, Secret((byte)(masters.Count + 1)));
                    Array.ForEach([0, 1], Restart);
                    break;
                case Deed.Erase:
                    process.Sealer.Erase(owner);
                    time.Advance(2 * Sealer.RecheckAfter); // until then another process may use what it has cached
                    for (var row = 0; row < model.Count; row++)
                        model[row] = model[row] with { Erased = model[row].Erased || model[row].Owner == owner };
                    break;
                case Deed.LetTimePass:
                    time.Advance(KeyRenewal.KeptFor / 2);
                    break;
                case Deed.Crash:
                    Restart(step.Process);
                    break;
            }
        }

        public bool AllIsAsItShouldBe() => model.TrueForAll(row => Array.TrueForAll(processes, process => IsAsItShouldBe(process.Sealer, row)));

        public void Dispose()
        {
            Array.ForEach(processes, process => process.Store.Dispose());
            folder.Dispose();
        }

        private bool IsAsItShouldBe(Sealer sealer, Expected row)
        {
            try
            {
                return rows.Read(sealer, row.Owner, row.Row).AsSpan().SequenceEqual(ContentOf(row.Row)) && !row.Erased;
            }
            catch (SealBrokenException)
            {
                return row.Erased;
            }
        }

        private void Restart(int number)
        {
            processes[number].Store.Dispose();
            Start(number);
        }

        private void Start(int number)
        {
            var masterKeys = new MasterKeys(new SecretKey(masters[0], Generated: false), masters.Skip(1).Select(key => new ReadOnlyMemory<byte>(key)));
            var store = SqliteDataKeyStore.Open(new StorageOptions { DataDirectory = folder.Path }, time);
            var sealer = new Sealer(masterKeys, store, cachedOwners: 2, time);
            processes[number] = new Process(masterKeys, store, sealer, new KeyRenewal(sealer, masterKeys, store, [rows.ResealedBy(sealer)], time));
        }

        private static byte[] ContentOf(int row) => [1, 2, 3, (byte)row, (byte)(row >> 8)];

        private static byte[] Secret(byte number) => [.. Enumerable.Repeat(number, SecretKey.SizeInBytes)];
    }

    private sealed record Expected(PatientId Owner, int Row, bool Erased);

    private sealed record Process(MasterKeys MasterKeys, SqliteDataKeyStore Store, Sealer Sealer, KeyRenewal Renewal);
}
