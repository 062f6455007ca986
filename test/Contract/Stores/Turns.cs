using System.Text;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Contract.Stores;

/// <summary>Commits as a host would make them.</summary>
public static class Turns
{
    public static readonly PatientId Asha = new(new string('a', 64));
    public static readonly PatientId Ravi = new(new string('b', 64));

    public static GrainKey Run(string id) => new("run", id);

    /// <summary>The turn that brings a grain from one version to the next.</summary>
    public static GrainCommit Turn(
        GrainKey key, long expectedVersion, long journalBefore = 0, int appended = 0, PatientId? owner = null, string? state = null, bool wake = false)
    {
        var entries = Enumerable.Range(0, appended).Select(i => Entry(journalBefore + 1 + i)).ToList();
        var json = Encoding.UTF8.GetBytes(state ?? $"state {expectedVersion + 1}");
        return new GrainCommit(key, expectedVersion, new StoredGrain(expectedVersion + 1, owner, json, journalBefore + appended, wake), entries, []);
    }

    public static JournalEntry Entry(long seq) => new(seq, "progress", Encoding.UTF8.GetBytes($"entry {seq}"));

    public static string Text(this ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    public static Task<bool> CommitAsync(this IGrainStorage storage, GrainCommit commit) => storage.CommitAsync(commit, CancellationToken.None).AsTask();

    public static Task<StoredGrain?> ReadAsync(this IGrainStorage storage, GrainKey key) => storage.ReadAsync(key, CancellationToken.None).AsTask();

    public static Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(
        this IGrainStorage storage, GrainKey key, PatientId? owner = null, long after = 0, int limit = int.MaxValue) =>
        storage.ReadJournalAsync(key, owner, after, limit, CancellationToken.None).AsTask();
}
