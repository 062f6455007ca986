namespace MediAgents.Primitives;

/// <summary>
/// The patient's record is being erased, here or by another process, or was a moment ago: nothing of the operation was kept.
/// Once that is over the same operation meets a record without data. Over HTTP a 503.
/// </summary>
public sealed class RecordBeingErasedException() : Exception("The record is being erased.");
