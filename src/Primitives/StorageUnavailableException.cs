namespace MediAgents.Primitives;

/// <summary>
/// The store cannot work now: the disk is full, the file locked, unreadable or damaged. Nothing of the operation was
/// kept; later ones may succeed. Over HTTP a 503.
/// </summary>
public sealed class StorageUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner);
