using System.Globalization;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Grains;
using StackExchange.Redis;

namespace MediAgents.Storage.Redis.Grains;

/// <summary>
/// Grains in Redis, state and journal sealed for the owner as every store seals them. How much survives a crash of the server is
/// the server's setting, so only kinds belong here whose state can be rebuilt (<see cref="GrainKind.Rebuildable"/>). A state whose
/// key is gone counts as lost: the grain begins anew.
/// </summary>
public sealed class RedisGrainStorage(RedisServer server, Sealer sealer, IDataKeyStore keys, TimeProvider time) : IGrainStorage
{
    private const int GrainsAtOnce = 200;

    private const int AnotherOwner = -1, KeyErased = -2;

    // Much longer than any process goes on sealing under a key that another has erased.
    private static readonly TimeSpan MarksLast = TimeSpan.FromDays(1);

    private static readonly RedisScript Commit = new("commit");
    private static readonly RedisScript Forget = new("forget");
    private static readonly RedisScript ReadEntries = new("read_entries");
    private static readonly RedisScript ListOwned = new("list_owned");
    private static readonly RedisScript RemoveOwned = new("remove_owned");
    private static readonly RedisValue[] Fields = ["version", "owner", "length", "unfinished", "state"];

    private readonly GrainSeals seals = new(sealer);

    /// <inheritdoc />
    /// <exception cref="SealBrokenException">The stored state was changed.</exception>
    /// <exception cref="StorageUnavailableException">The server is away.</exception>
    public async ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken)
    {
        var fields = await server.UseAsync(database => database.HashGetAsync(RedisKeys.Grain(key), Fields), cancellationToken);
        if (fields[0].IsNull)
            return null;
        var version = (long)fields[0];
        var owner = fields[1].IsNullOrEmpty ? (PatientId?)null : new PatientId(fields[1].ToString());
        var sealedState = (byte[])fields[4]!;
        try
        {
            var state = seals.UnsealState(key, owner, version, sealedState);
            return new StoredGrain(version, owner, state, JournalLength: (long)fields[2], WakeAfterCrash: fields[3] == 1);
        }
        catch (SealBrokenException) when (KeyIsGone(owner, sealedState))
        {
            await server.UseAsync(database => ForgetAsync(database, key, sealedState), cancellationToken);
            return null;
        }
    }

    /// <inheritdoc />
    /// <exception cref="GrainOwnerChangedException">The grain was stored for another owner.</exception>
    /// <exception cref="ArgumentException">The commit contradicts itself.</exception>
    /// <exception cref="NotSupportedException">The commit records accesses.</exception>
    /// <exception cref="RecordBeingErasedException">Another process erases the record.</exception>
    /// <exception cref="StorageUnavailableException">The server is away or cannot write.</exception>
    public async ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (commit.Accesses.Count > 0)
            throw new NotSupportedException($"{commit.Key.Kind} records accesses: the audit trail is not in Redis, so its grains cannot be kept there.");
        var written = await SealAndWriteAsync(commit);
        if (written == KeyErased && commit.Grain.Owner is { } owner)
        {
            sealer.Forget(owner); // another process erased it; under the key of now it may be written
            written = await SealAndWriteAsync(commit);
        }

        return written switch
        {
            AnotherOwner => throw new GrainOwnerChangedException(commit.Key.Kind),
            KeyErased => throw new RecordBeingErasedException(),
            _ => written > 0,
        };
    }

    /// <inheritdoc />
    /// <remarks>Empty, too, when the grain is not <paramref name="owner"/>'s: as if there were none.</remarks>
    /// <exception cref="SealBrokenException">The stored entries were changed, or the owner's key erased.</exception>
    public async ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken)
    {
        var rows = (RedisValue[])(await server.UseAsync(
            database => ReadEntries.RunAsync(
                database,
                [RedisKeys.Grain(key), RedisKeys.Journal(key)],
                [RedisKeys.Name(owner), after + 1, Math.Max(limit, 0) + 1L]),
            cancellationToken))!;
        var entries = new List<JournalEntry>();
        for (var row = 0; row < rows.Length && entries.Count < limit; row += 2)
        {
            var block = seals.UnsealEntries(key, owner, (long)rows[row + 1], (byte[])rows[row]!);
            entries.AddRange(block.Where(entry => entry.Seq > after).Take(limit - entries.Count));
        }

        return entries;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken)
    {
        var entries = await server.UseAsync(database => database.SortedSetRangeByRankAsync(RedisKeys.Unfinished), cancellationToken);
        return [.. entries.Select(entry => RedisKeys.Parse(entry.ToString()))];
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken)
    {
        var below = before is { } position ? string.Create(CultureInfo.InvariantCulture, $"({position}") : "+inf";
        var rows = (RedisResult[])(await server.UseAsync(
            database => ListOwned.RunAsync(
                database,
                [RedisKeys.Owned(owner, kind)],
                [below, Math.Max(limit, 0), RedisKeys.Grain(new GrainKey(kind, "")).ToString()]),
            cancellationToken))!;
        return [.. rows.Select(row => (RedisValue[])row!).Select(row =>
            new GrainListing((long)row[1], row[0].ToString(), DateTimeOffset.FromUnixTimeMilliseconds((long)row[2])))];
    }

    /// <summary>
    /// Removes all grains of the patient, some at a time; again: what is left of them. Processes that have an erased key in
    /// memory still write nothing under it any more.
    /// </summary>
    /// <param name="owner">The patient.</param>
    /// <param name="erased">The patient's keys that were erased.</param>
    /// <param name="cancellationToken">Ends it between two rounds.</param>
    /// <exception cref="StorageUnavailableException">The server is away.</exception>
    public async Task RemoveOwnedAsync(PatientId owner, IEnumerable<SealKeyId> erased, CancellationToken cancellationToken = default)
    {
        foreach (var mark in erased.Select(key => RedisKeys.Erased(Sealer.PrefixOf(key))))
            await server.UseAsync(database => database.StringSetAsync(mark, "", MarksLast), cancellationToken);
        var kinds = await server.UseAsync(database => database.SetMembersAsync(RedisKeys.Kinds(owner)), cancellationToken);
        foreach (var kind in kinds.Select(kind => kind.ToString()))
        {
            while (await server.UseAsync(database => RemoveAsync(database, owner, kind), cancellationToken) == GrainsAtOnce)
                cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Sent, it is waited for to the end: whoever stopped waiting would not know whether it was written.</summary>
    private async Task<int> SealAndWriteAsync(GrainCommit commit)
    {
        var prepared = SealedCommit.Prepare(commit, seals, time.GetUtcNow());
        return (int)await server.UseAsync(database => WriteAsync(database, prepared), CancellationToken.None);
    }

    private static Task<RedisResult> WriteAsync(IDatabase database, SealedCommit prepared)
    {
        var (key, expectedVersion, grain, _, _) = prepared.Commit;
        return Commit.RunAsync(
            database,
            [
                RedisKeys.Grain(key), RedisKeys.Journal(key), RedisKeys.Owned(grain.Owner, key.Kind), RedisKeys.Kinds(grain.Owner),
                RedisKeys.Unfinished, RedisKeys.Position, RedisKeys.Erased(prepared.State),
            ],
            [
                expectedVersion, prepared.ExpectedLength, RedisKeys.Name(grain.Owner), key.Kind, key.Id,
                grain.Version, grain.JournalLength, grain.WakeAfterCrash, prepared.UpdatedAt, prepared.State,
                prepared.ExpectedLength + 1, prepared.Entries ?? [],
            ]);
    }

    private static Task<RedisResult> ForgetAsync(IDatabase database, GrainKey key, byte[] sealedState) => Forget.RunAsync(
        database,
        [RedisKeys.Grain(key), RedisKeys.Journal(key), RedisKeys.Unfinished],
        [sealedState, key.ToString()]);

    /// <summary>Whether the key of a state is none that the owner has: erased, or of a time that a restore of the keys undid.</summary>
    private bool KeyIsGone(PatientId? owner, byte[] sealedState)
    {
        var name = owner?.Hash ?? IDataKeyStore.SystemOwner;
        return keys.FindEarlier(name).Append(keys.Find(name)).OfType<WrappedDataKey>()
            .All(kept => !sealedState.AsSpan().StartsWith(Sealer.PrefixOf(kept.Id)));
    }

    private static async Task<int> RemoveAsync(IDatabase database, PatientId owner, string kind)
    {
        var none = new GrainKey(kind, "");
        return (int)await RemoveOwned.RunAsync(
            database,
            [RedisKeys.Owned(owner, kind), RedisKeys.Kinds(owner), RedisKeys.Unfinished],
            [kind, GrainsAtOnce, RedisKeys.Grain(none).ToString(), RedisKeys.Journal(none).ToString()]);
    }
}
