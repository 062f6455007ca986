namespace MediAgents.Grains;

/// <summary>The grain has as many messages waiting as its mailbox holds. Try again later.</summary>
public sealed class GrainBusyException(GrainKey key, int capacity)
    : Exception($"{key.Kind}: {capacity} messages are waiting already.");

/// <summary>The host no longer takes messages because it is stopping.</summary>
public sealed class GrainHostStoppingException() : Exception("The host is stopping.");

/// <summary>The grain's owner is closed (<see cref="Hosting.IGrainOwners.CloseAsync"/>): nothing happened. Try again later.</summary>
public sealed class GrainOwnerClosedException(GrainKey key)
    : Exception($"{key.Kind}: what its owner has is being erased.");

/// <summary>
/// The grain's host was lost or does not answer, or no host can be reached; whether the turn happened is not known.
/// </summary>
public sealed class GrainUnavailableException(GrainKey key, Exception inner)
    : Exception($"{key.Kind}: its host cannot be reached.", inner);

/// <summary>No grain of that kind is hosted, or it does not answer that request.</summary>
public sealed class UnknownGrainException(string message) : Exception(message);

/// <summary>Another activation of the same grain went on writing; this one reloads and tries its turn again.</summary>
public sealed class GrainConflictException(GrainKey key)
    : Exception($"{key.Kind}: the stored state moved on under this turn, repeatedly.");
