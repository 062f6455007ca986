namespace MediAgents.Storage.Idempotency;

/// <summary>What a key was claimed for before.</summary>
/// <param name="SameRequest">Whether it was for the same request.</param>
/// <param name="SealedPlan">Its plan.</param>
internal sealed record EarlierClaim(bool SameRequest, byte[] SealedPlan);
