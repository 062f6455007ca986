namespace MediAgents.Records.Sealing;

/// <summary>
/// Sealed data was changed, moved to another owner, table, field or row, or its key was erased. Nothing of it can be used.
/// </summary>
public class SealBrokenException(string reason, Exception? inner = null) : Exception(reason, inner);
