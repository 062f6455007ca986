using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MediAgents.Primitives;

namespace MediAgents.Records.Timeline.Import;

/// <summary>
/// Ids of imported events that follow from the import's key and the line, so that the same import again, or one that broke
/// off half way, adds nothing twice. In the form of other ids (<c>e_</c> and 26 characters), but in no order.
/// </summary>
public static class ImportIds
{
    /// <summary>The function for one import of one patient.</summary>
    /// <param name="patient">Whose timeline.</param>
    /// <param name="key">What the caller calls the import, e.g. its Idempotency-Key, or a hash of its content.</param>
    public static Func<long, string> Of(PatientId patient, string key)
    {
        var import = SHA256.HashData(Encoding.UTF8.GetBytes($"{patient.Hash}\n{key}"));
        return line =>
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, line);
            return SortableId.Of(EventIds.Prefix, HMACSHA256.HashData(import, bytes));
        };
    }
}
