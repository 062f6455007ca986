using System.Runtime.CompilerServices;
using MediAgents.Grains;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Grains;
using StackExchange.Redis;

namespace MediAgents.Storage.Redis.Resealing;

/// <summary>Seals anew what Redis holds under earlier keys, a grain a batch.</summary>
public sealed class RedisResealing(RedisServer server, Sealer sealer) : IResealing
{
    private const int GrainsOfAListing = 200;

    private static readonly RedisScript ReplaceState = new("replace_state");
    private static readonly RedisScript ReplaceEntries = new("replace_entries");

    private readonly GrainSeals seals = new(sealer);

    /// <inheritdoc />
    public async IAsyncEnumerable<ResealedBatch> ResealAsync(
        PatientId? owner,
        SealKeyId earlier,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var column in ListAsync(owner, earlier, cancellationToken))
            yield return await ResealAsync(owner, column, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<bool> HoldsAnyAsync(PatientId? owner, SealKeyId key, CancellationToken cancellationToken = default)
    {
        await foreach (var _ in ListAsync(owner, key, cancellationToken))
            return true;
        return false;
    }

    private async Task<ResealedBatch> ResealAsync(PatientId? owner, SealedValue found, CancellationToken cancellationToken)
    {
        try
        {
            var (key, number, isState, before) = found;
            var after = isState ? seals.ResealState(key, owner, number, before) : seals.ResealEntries(key, owner, number, before);
            if (after is null)
                return new ResealedBatch(0, 0); // the owner was erased since
            var script = isState ? ReplaceState : ReplaceEntries;
            var place = isState ? RedisKeys.Grain(key) : RedisKeys.Journal(key);
            return new ResealedBatch((int)await server.UseAsync(database => script.RunAsync(database, [place], [before, after]), cancellationToken), 0);
        }
        catch (SealBrokenException)
        {
            return new ResealedBatch(0, Broken: 1);
        }
    }

    /// <summary>What of the owner is sealed under a key.</summary>
    private async IAsyncEnumerable<SealedValue> ListAsync(PatientId? owner, SealKeyId key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = Sealer.PrefixOf(key);
        await foreach (var grain in GrainsOfAsync(owner, cancellationToken))
        {
            var fields = await server.UseAsync(database => database.HashGetAsync(RedisKeys.Grain(grain), ["version", "state"]), cancellationToken);
            if ((byte[]?)fields[1] is { } state && state.AsSpan().StartsWith(prefix))
                yield return new SealedValue(grain, (long)fields[0], IsState: true, state);
            var blocks = await server.UseAsync(database => database.SortedSetRangeByRankWithScoresAsync(RedisKeys.Journal(grain)), cancellationToken);
            foreach (var block in blocks)
            {
                if ((byte[]?)block.Element is { } entries && entries.AsSpan().StartsWith(prefix))
                    yield return new SealedValue(grain, (long)block.Score, IsState: false, entries);
            }
        }
    }

    private async IAsyncEnumerable<GrainKey> GrainsOfAsync(PatientId? owner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in await server.UseAsync(database => database.SetMembersAsync(RedisKeys.Kinds(owner)), cancellationToken))
        {
            var owned = RedisKeys.Owned(owner, kind.ToString());
            var last = double.NegativeInfinity;
            SortedSetEntry[] listed;
            do
            {
                listed = await server.UseAsync(
                    database => database.SortedSetRangeByScoreWithScoresAsync(owned, last, exclude: Exclude.Start, take: GrainsOfAListing),
                    cancellationToken);
                foreach (var entry in listed)
                    yield return new GrainKey(kind.ToString(), entry.Element.ToString());
                if (listed.Length > 0)
                    last = listed[^1].Score;
            }
            while (listed.Length == GrainsOfAListing);
        }
    }

    /// <summary>A state with its version, or a block of entries with its first sequence number.</summary>
    private sealed record SealedValue(GrainKey Grain, long Number, bool IsState, byte[] Sealed);
}
