using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Records.Portability;

/// <summary>
/// Repeats, in data restored from before an erasure, the removal of the rows: nobody can open them, and reading them would fail.
/// For the time between a restore and the server's start.
/// </summary>
public sealed class RestoredErasures(IDataKeyStore keys, IEnumerable<IResealing> stores, IRecordErasure erasures)
{
    private const int KeysAtOnce = 1000;

    /// <summary>Removes, with an entry in the audit trail each, the records under keys erased since; returns how many. Again: what is left.</summary>
    /// <exception cref="StorageUnavailableException">A store is away; call again.</exception>
    public async Task<int> RepeatAsync(CancellationToken cancellationToken = default)
    {
        var repeated = 0;
        IReadOnlyList<ErasedKey> listed;
        SealKeyId? last = null;
        do
        {
            listed = keys.ListErased(last, KeysAtOnce);
            foreach (var erased in listed)
            {
                last = erased.Id;
                if (!await HoldsAnyAsync(erased, cancellationToken))
                    continue;

                // The backup is older than the erasure, so all it has of the owner is, whatever key the owner has by now.
                var scope = new PatientScope(Principal.System("restore"), new PatientId(erased.Owner));
                var erasure = await erasures.BeginAsync(scope, [erased.Id.ToString()], cancellationToken);
                await erasures.CloseAsync(erasure, cancellationToken);
                await erasures.RemoveAsync(erasure, cancellationToken);
                await erasures.FinishAsync(erasure, cancellationToken);
                repeated++;
            }
        }
        while (listed.Count == KeysAtOnce);

        return repeated;
    }

    private async ValueTask<bool> HoldsAnyAsync(ErasedKey erased, CancellationToken cancellationToken)
    {
        foreach (var store in stores)
        {
            if (await store.HoldsAnyAsync(new PatientId(erased.Owner), erased.Id, cancellationToken))
                return true;
        }

        return false;
    }
}
