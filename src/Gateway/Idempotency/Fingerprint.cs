using System.Security.Cryptography;
using System.Text.Json;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Idempotency;

/// <summary>
/// SHA-256 of what a request says, not of how it was written: white space, the order of fields and the boundary of a form
/// make no other request.
/// </summary>
internal static class Fingerprint
{
    public static byte[] Of<TRequest>(TRequest request, ReadOnlySpan<byte> file)
    {
        Span<byte> parts = stackalloc byte[2 * SHA256.HashSizeInBytes];
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Options), parts);
        SHA256.HashData(file, parts[SHA256.HashSizeInBytes..]);
        return SHA256.HashData(parts);
    }
}
