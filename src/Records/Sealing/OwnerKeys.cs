namespace MediAgents.Records.Sealing;

/// <summary>The unwrapped keys of one owner: the current one, and earlier ones once something sealed under them was read.</summary>
internal sealed class OwnerKeys(DataKey current, long confirmedAt)
{
    private long confirmedAt = confirmedAt;
    private volatile DataKey[] earlier = [];

    public DataKey Current { get; } = current;

    /// <summary>Timestamp of the moment at which the store last said that this is the current key.</summary>
    public long ConfirmedAt => Volatile.Read(ref confirmedAt);

    public DataKey? Find(SealKeyId id)
    {
        if (Current.Id == id)
            return Current;
        foreach (var key in earlier)
        {
            if (key.Id == id)
                return key;
        }

        return null;
    }

    /// <summary>Notes that the current key is so still; the earlier ones are asked for again when needed.</summary>
    public void Confirm(long timestamp)
    {
        earlier = [];
        Volatile.Write(ref confirmedAt, timestamp);
    }

    public void SetEarlier(DataKey[] keys) => earlier = keys;
}
