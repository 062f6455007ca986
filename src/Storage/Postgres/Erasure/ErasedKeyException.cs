namespace MediAgents.Storage.Postgres.Erasure;

/// <summary>What was to be stored is sealed under a key that was erased since; nothing was stored.</summary>
internal sealed class ErasedKeyException() : Exception("The data key was erased.");
