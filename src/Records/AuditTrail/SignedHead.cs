using System.Security.Cryptography;

namespace MediAgents.Records.AuditTrail;

/// <summary>An end of the chain as a store keeps it, with a code over it.</summary>
/// <param name="Head">The entry.</param>
/// <param name="Code"><see cref="TrailChain.MacOf(TrailHead)"/>, or of a checkpoint <see cref="TrailChain.CheckpointMacOf"/>.</param>
public sealed record SignedHead(TrailHead Head, ReadOnlyMemory<byte> Code)
{
    internal bool IsHeadOf(TrailChain chain) => HasSize && CryptographicOperations.FixedTimeEquals(Code.Span, chain.MacOf(Head));

    internal bool IsCheckpointOf(TrailChain chain) => HasSize && CryptographicOperations.FixedTimeEquals(Code.Span, chain.CheckpointMacOf(Head));

    private bool HasSize => Head.Mac.Length == TrailChain.MacSize;
}
