namespace MediAgents.Records.Sealing;

/// <summary>
/// Sealed data was changed, moved to another owner, table, field or row, or its key was erased. Nothing of it can be used.
/// </summary>
public sealed class SealBrokenException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Whether the data is whole and only its key was erased: the record is being erased, or the data is from before that.</summary>
    public bool KeyErased
    {
        // Among the data of the exception, which goes with it from silo to gateway; members of its own would not.
        get => Data[nameof(KeyErased)] is true;
        init => Data[nameof(KeyErased)] = value;
    }
}
