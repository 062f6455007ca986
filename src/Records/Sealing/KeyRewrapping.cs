namespace MediAgents.Records.Sealing;

/// <summary>How far the wrapping under the current master key is.</summary>
/// <param name="Rewrapped">Data keys wrapped anew so far.</param>
/// <param name="Total">Data keys that lay under other master keys at the beginning.</param>
/// <param name="Unopened">Data keys that could not be opened: their master key is not set, or they were changed.</param>
public sealed record RewrapProgress(long Rewrapped, long Total, long Unopened);

/// <summary>
/// Rotation of the master key: data keys wrapped under older master keys are wrapped under the current one. The data keys
/// stay what they are, so nobody who reads or writes notices. Safe beside any number of processes on the same store, also
/// those that do the same; stopped at any moment it has lost nothing and goes on where it was.
/// </summary>
public sealed class KeyRewrapping(MasterKeys masterKeys, IDataKeyStore store)
{
    /// <summary>Data keys of one transaction.</summary>
    public const int BatchSize = 100;

    /// <summary>Data keys that lie under another master key than the current one.</summary>
    public long CountLeft() => store.CountByMasterKey().Where(count => count.Key != masterKeys.CurrentId).Sum(count => count.Value);

    /// <summary>Does a batch at each step and says how far it is. Empty when there is nothing to do.</summary>
    /// <exception cref="Primitives.StorageUnavailableException">The key store cannot work now.</exception>
    public IEnumerable<RewrapProgress> Run()
    {
        var progress = new RewrapProgress(0, CountLeft(), 0);
        SealKeyId? after = null;
        while (store.ListUnderOthers(masterKeys.CurrentId, after, BatchSize) is { Count: > 0 } batch)
        {
            var replacements = batch.Select(RewrapOrSkip).OfType<KeyReplacement>().ToList();
            progress = progress with
            {
                Rewrapped = progress.Rewrapped + store.Replace(replacements),
                Unopened = progress.Unopened + batch.Count - replacements.Count,
            };
            after = batch[^1].Key.Id;
            yield return progress;
        }
    }

    private KeyReplacement? RewrapOrSkip(KeptDataKey kept)
    {
        if (!masterKeys.Holds(kept.Key.MasterKeyId))
            return null;
        try
        {
            var secret = masterKeys.Unwrap(kept.Owner, kept.Key);
            return new KeyReplacement(kept.Owner, kept.Key, masterKeys.Wrap(kept.Owner, kept.Key.Id, secret));
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }
}
