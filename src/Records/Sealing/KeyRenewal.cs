using System.Runtime.CompilerServices;
using MediAgents.Primitives;

namespace MediAgents.Records.Sealing;

/// <summary>How far the sealing under renewed keys is.</summary>
/// <param name="Keys">Earlier keys looked at so far.</param>
/// <param name="Rows">Rows sealed anew.</param>
/// <param name="Broken">Rows whose seal does not hold; their key stays.</param>
/// <param name="Retired">Earlier keys removed, since nothing was sealed under them any more.</param>
/// <param name="Unopened">Earlier keys whose master key is not set; what lies under them stays as it is.</param>
public sealed record RenewalProgress(long Keys = 0, long Rows = 0, long Broken = 0, long Retired = 0, long Unopened = 0);

/// <summary>
/// Gives owners new data keys and seals anew, beside the running work, what lies under the earlier ones; then removes those.
/// Stopped at any moment it has lost nothing: earlier keys stand in the key store until they are retired.
/// </summary>
public sealed class KeyRenewal(Sealer sealer, MasterKeys masterKeys, IDataKeyStore store, IEnumerable<IResealing> stores, TimeProvider time)
{
    private const int KeysOfOneListing = 100;

    private readonly IReadOnlyList<IResealing> stores = [.. stores];

    /// <summary>
    /// How long an earlier key stays at least: ten times what another process needs to notice that it seals under a key
    /// that was replaced, so that whatever it still wrote is found before the key goes.
    /// </summary>
    public static TimeSpan KeptFor { get; } = 10 * Sealer.RecheckAfter;

    /// <inheritdoc cref="Sealer.Renew"/>
    public bool Renew(PatientId? owner) => sealer.Renew(owner);

    /// <summary>
    /// Renews the keys of all owners, also the one of what belongs to no patient; an owner at each step. Stopped and called
    /// again it begins anew.
    /// </summary>
    public IEnumerable<bool> RenewAll()
    {
        string? last = null;
        while (store.ListOwners(last, KeysOfOneListing) is { Count: > 0 } owners)
        {
            foreach (var owner in owners)
                yield return sealer.Renew(PatientOf(owner));
            last = owners[^1];
        }
    }

    /// <summary>
    /// Seals anew what lies under earlier keys, of one owner or of all, and says after each batch how far it is. A key is
    /// retired when a pass finds nothing under it and <see cref="KeptFor"/> is over; so a pass that moved something does
    /// not retire, and a later one does.
    /// </summary>
    /// <param name="owner">Only this owner's; null for all.</param>
    /// <param name="pause">Between batches, so that other work gets its turn.</param>
    /// <param name="cancellationToken">Ends it between batches.</param>
    public async IAsyncEnumerable<RenewalProgress> ContinueAsync(
        PatientId? owner,
        TimeSpan pause,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var progress = new RenewalProgress();
        foreach (var earlier in Earlier().Where(key => owner is null || key.Owner == owner.Value.Hash))
        {
            progress = progress with { Keys = progress.Keys + 1 };
            if (!masterKeys.Holds(earlier.Key.MasterKeyId))
            {
                yield return progress = progress with { Unopened = progress.Unopened + 1 };
                continue;
            }

            var before = progress;
            await foreach (var batch in ResealAsync(earlier, cancellationToken))
            {
                yield return progress = progress with { Rows = progress.Rows + batch.Resealed, Broken = progress.Broken + batch.Broken };
                await Task.Delay(pause, time, cancellationToken);
            }

            if (progress == before && await TryRetireAsync(earlier, cancellationToken))
                progress = progress with { Retired = progress.Retired + 1 };
            yield return progress;
        }
    }

    private async IAsyncEnumerable<ResealedBatch> ResealAsync(KeptDataKey earlier, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sealedStore in stores)
        {
            await foreach (var batch in sealedStore.ResealAsync(PatientOf(earlier.Owner), earlier.Key.Id, cancellationToken))
                yield return batch;
        }
    }

    private async Task<bool> TryRetireAsync(KeptDataKey earlier, CancellationToken cancellationToken)
    {
        if (stores.Count == 0 || time.GetUtcNow() - earlier.ReplacedAt < KeptFor)
            return false;
        foreach (var sealedStore in stores)
        {
            if (await sealedStore.HoldsAnyAsync(PatientOf(earlier.Owner), earlier.Key.Id, cancellationToken))
                return false;
        }

        return store.Retire(earlier.Owner, earlier.Key.Id);
    }

    private IEnumerable<KeptDataKey> Earlier()
    {
        SealKeyId? after = null;
        while (store.ListEarlier(after, KeysOfOneListing) is { Count: > 0 } keys)
        {
            foreach (var key in keys)
                yield return key;
            after = keys[^1].Key.Id;
        }
    }

    private static PatientId? PatientOf(string owner) => owner == IDataKeyStore.SystemOwner ? null : new PatientId(owner);
}
