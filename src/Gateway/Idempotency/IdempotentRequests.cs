using System.Text.Json;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Idempotency;

namespace MediAgents.Gateway.Idempotency;

/// <summary>
/// How every POST takes an <c>Idempotency-Key</c>: before it creates anything, it claims the key with its plan, the ids of
/// what it is about to create, and goes on with the plan that it gets back. Without the header nothing is written.
/// </summary>
public sealed class IdempotentRequests(IIdempotencyStore store)
{
    /// <param name="scope">Who asks, on whose data.</param>
    /// <param name="key">The key with operation and fingerprint; null where the caller sent none.</param>
    /// <param name="plan">What the request would create were it the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ProblemException">422: the key was used for another request.</exception>
    public async ValueTask<Planned<TPlan>> ClaimAsync<TPlan>(PatientScope scope, IdempotencyKey? key, TPlan plan, CancellationToken cancellationToken)
        where TPlan : class
    {
        if (key is null)
            return new Planned<TPlan>(plan, IsRepeated: false);
        var claim = await store.ClaimAsync(scope, key, JsonSerializer.SerializeToUtf8Bytes(plan, WireJson.Options), cancellationToken);
        return claim.Outcome switch
        {
            ClaimOutcome.New => new Planned<TPlan>(plan, IsRepeated: false),
            ClaimOutcome.Repeated => new Planned<TPlan>(Read<TPlan>(claim.Plan), IsRepeated: true),
            _ => throw new ProblemException(Problem.IdempotencyKeyReused),
        };
    }

    private static TPlan Read<TPlan>(ReadOnlyMemory<byte> plan) =>
        JsonSerializer.Deserialize<TPlan>(plan.Span, WireJson.Options) ?? throw new JsonException("The plan of an idempotency key is null.");
}

/// <summary>The plan to go on with.</summary>
/// <param name="Plan">The ids to create.</param>
/// <param name="IsRepeated">Whether an earlier request made it: then everything may be there already.</param>
public sealed record Planned<TPlan>(TPlan Plan, bool IsRepeated);
