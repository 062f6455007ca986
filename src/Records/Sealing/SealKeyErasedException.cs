namespace MediAgents.Records.Sealing;

/// <summary>
/// Sealed data is whole and only its key was erased: the record is being erased, or the data is from before that. A type of its
/// own, since of an exception that comes from another process no more than type and message are left.
/// </summary>
public sealed class SealKeyErasedException() : SealBrokenException("The key of this data was erased.");
