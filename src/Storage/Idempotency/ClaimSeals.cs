using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Idempotency;

/// <summary>A claim to store.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Key">Keyed fingerprint of principal, operation and key, 16 bytes; tells claims of all patients apart.</param>
/// <param name="Request">Keyed fingerprint of the request's content, 16 bytes.</param>
/// <param name="SealedPlan">What is about to be created.</param>
internal sealed record SealedClaim(PatientId Owner, byte[] Key, byte[] Request, byte[] SealedPlan)
{
    public bool IsSameRequest(ReadOnlySpan<byte> request) => request.SequenceEqual(Request);
}

/// <summary>Seals claims: neither keys, which a caller may have made of names, nor requests can be guessed from the store.</summary>
internal sealed class ClaimSeals(Sealer sealer)
{
    private const string Table = "idempotency_claim";
    private const int FingerprintSize = 16;

    public SealedClaim Seal(PatientScope scope, IdempotencyKey key, ReadOnlySpan<byte> plan)
    {
        var owner = scope.Patient;
        // Two services choose their keys without knowing of each other.
        var fingerprint = Fingerprint(owner, "key", Encoding.UTF8.GetBytes($"{scope.Principal.Name}\n{key.Operation}\n{key.Key}"));
        var sealedPlan = sealer.Seal(owner, Table, "plan", plan, RowOf(fingerprint));
        return new SealedClaim(owner, fingerprint, Fingerprint(owner, "request", key.Request.Span), sealedPlan);
    }

    /// <summary>The plan of an earlier claim of the same key.</summary>
    /// <exception cref="SealBrokenException">It was changed.</exception>
    public byte[] OpenPlan(SealedClaim claim, ReadOnlySpan<byte> sealedPlan) =>
        sealer.Unseal(claim.Owner, Table, "plan", sealedPlan, RowOf(claim.Key));

    private byte[] Fingerprint(PatientId owner, string field, ReadOnlySpan<byte> value) =>
        sealer.Fingerprint(owner, Table, field, value)[..FingerprintSize];

    private static string RowOf(byte[] key) => Convert.ToHexStringLower(key);
}
