using MediAgents.Primitives;

namespace MediAgents.Records.Idempotency;

/// <summary>
/// A caller's promise that two requests with the same key are one (header <c>Idempotency-Key</c>).
/// </summary>
/// <param name="Operation">What is asked for, e.g. <c>POST /chat/</c>: keys of different operations never meet.</param>
/// <param name="Key">The caller's key, 1 to 255 visible ASCII characters; only its keyed fingerprint is stored. Keys of different principals never meet.</param>
/// <param name="Request">SHA-256 of the request's content: the same key with another content is refused.</param>
public sealed record IdempotencyKey(string Operation, string Key, ReadOnlyMemory<byte> Request);

/// <summary>What became of a claim.</summary>
public enum ClaimOutcome
{
    /// <summary>The first: go on with the plan given.</summary>
    New,

    /// <summary>Claimed before with the same content: go on with the plan of then, whose ids make it the same thing again.</summary>
    Repeated,

    /// <summary>Claimed before with another content: refuse.</summary>
    KeyReused,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Plan">The plan that counts; empty when the key was reused.</param>
public sealed record Claim(ClaimOutcome Outcome, ReadOnlyMemory<byte> Plan);

/// <summary>
/// Remembers, for 24 hours, which ids a key stands for. A request claims its key with a plan, the ids of what it is about to
/// create, before it creates anything; a repetition gets the first plan and creates the same ids again, which changes
/// nothing. So a crash between the two costs nothing either.
/// </summary>
public interface IIdempotencyStore
{
    /// <summary>How long a key is remembered.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Durable when this returns. The plan is sealed.</summary>
    ValueTask<Claim> ClaimAsync(PatientScope scope, IdempotencyKey key, ReadOnlyMemory<byte> plan, CancellationToken cancellationToken = default);
}
