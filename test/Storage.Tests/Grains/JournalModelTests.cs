using FsCheck;
using FsCheck.Fluent;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Grains;

/// <summary>Random turns, some of them stale, against the plain statement of what should happen.</summary>
public sealed class JournalModelTests
{
    [Fact]
    public async Task Journals_stay_contiguous_whatever_is_committed()
    {
        await using var store = new TestStore();
        var series = 0;

        var step = from grain in Gen.Choose(0, 2)
                   from appended in Gen.Choose(0, 4)
                   from versionOff in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Constant(-1)), (1, Gen.Constant(1)))
                   from lengthOff in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Constant(-1)), (1, Gen.Constant(1)))
                   select new Step(grain, appended, versionOff, lengthOff);

        Prop.ForAll(step.ListOf().ToArbitrary(), steps => Follow(store, ++series, steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(40));
    }

    private static async Task<bool> Follow(TestStore store, int series, IEnumerable<Step> steps)
    {
        var model = new (long Version, long Length)[3];
        foreach (var step in steps)
        {
            var (version, length) = model[step.Grain];
            var (expectedVersion, expectedLength) = (version + step.VersionOff, length + step.LengthOff);
            if (expectedVersion < 0 || expectedLength < 0 || (expectedVersion == 0 && expectedLength > 0))
                continue; // not a commit at all

            var accepted = await store.Grains.CommitAsync(Turn(Run($"{series}-{step.Grain}"), expectedVersion, expectedLength, step.Appended, Asha));
            if (accepted != (step is { VersionOff: 0, LengthOff: 0 }))
                return false;
            if (accepted)
                model[step.Grain] = (version + 1, length + step.Appended);
        }

        for (var grain = 0; grain < model.Length; grain++)
        {
            var stored = await store.Grains.ReadAsync(Run($"{series}-{grain}"));
            var journal = await store.Grains.ReadJournalAsync(Run($"{series}-{grain}"), Asha);
            if ((stored?.Version ?? 0, stored?.JournalLength ?? 0) != model[grain]
                || !journal.Select(entry => entry.Seq).SequenceEqual(Enumerable.Range(1, (int)model[grain].Length).Select(seq => (long)seq))
                || journal.Any(entry => entry.Json.Text() != $"entry {entry.Seq}"))
                return false;
        }

        return true;
    }

    private sealed record Step(int Grain, int Appended, int VersionOff, int LengthOff);
}
