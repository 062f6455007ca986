using System.Security.Cryptography;
using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Records.Portability;

/// <summary>
/// What is left of an erased record: that it was erased. The audit trail has the certificate's id and the SHA-256 of its
/// statement, chained to all entries before and after, so that id, keys, counts and times can be proven later.
/// </summary>
/// <param name="Id"><c>cert_</c> and a ULID.</param>
/// <param name="Patient">The keyed hash of the user id.</param>
/// <param name="KeysDestroyed">Ids of the data keys without which nothing can be read, backups included.</param>
/// <param name="Removed">Rows removed, by what they were.</param>
/// <param name="BegunAt">When it was asked for.</param>
/// <param name="ErasedAt">When the last row was gone.</param>
/// <param name="Statement">All of the above in one line.</param>
/// <param name="StatementSha256">Of the statement in UTF-8, lower-case hexadecimal; stands in the audit trail.</param>
/// <param name="Trail">The entry of the audit trail.</param>
public sealed record ErasureCertificate(
    string Id,
    PatientId Patient,
    IReadOnlyList<string> KeysDestroyed,
    IReadOnlyDictionary<string, long> Removed,
    DateTimeOffset BegunAt,
    DateTimeOffset ErasedAt,
    string Statement,
    string StatementSha256,
    CertifiedEntry Trail)
{
    /// <summary>As the audit trail has it.</summary>
    public const string Action = "record.erase";

    public static ErasureCertificate Of(UnsignedCertificate unsigned, TrailHead entry) => new(
        unsigned.Erasure.CertificateId,
        unsigned.Erasure.Scope.Patient,
        unsigned.Erasure.KeyIds,
        unsigned.Removed,
        unsigned.Erasure.BegunAt,
        unsigned.ErasedAt,
        unsigned.Statement,
        unsigned.StatementSha256,
        new CertifiedEntry(entry.Seq, Convert.ToHexStringLower(entry.Mac.Span)));
}

/// <param name="Seq">The entry's number, which was the head of the trail then.</param>
/// <param name="Mac">Its code, lower-case hexadecimal: an anchor for verifying the trail.</param>
public sealed record CertifiedEntry(long Seq, string Mac);

/// <summary>A certificate before its entry in the audit trail.</summary>
public sealed record UnsignedCertificate(NotedErasure Erasure, IReadOnlyDictionary<string, long> Removed, DateTimeOffset ErasedAt)
{
    public string Statement { get; } =
        $"{Erasure.CertificateId} patient {Erasure.Scope.Patient} keys {Words(Erasure.KeyIds)} "
        + $"removed {Words(Removed.OrderBy(area => area.Key, StringComparer.Ordinal).Select(area => $"{area.Key}={area.Value}"))} "
        + $"begun {WireTime.Format(Erasure.BegunAt)} erased {WireTime.Format(ErasedAt)}";

    public string StatementSha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Statement)));

    /// <summary>What the audit trail gets: the certificate's id and the statement's hash as subject.</summary>
    public Access Access => Access.By(
        Erasure.Scope, ErasureCertificate.Action, $"{Erasure.CertificateId} sha256:{StatementSha256}", count: Removed.Values.Sum());

    private static string Words(IEnumerable<string> words) => string.Join(',', words) is { Length: > 0 } listed ? listed : "none";
}
