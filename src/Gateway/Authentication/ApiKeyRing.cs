using System.Security.Cryptography;
using System.Text;

namespace MediAgents.Gateway.Authentication;

/// <summary>
/// The keys of <c>API_KEYS</c>: entries separated by commas or line breaks, each <c>user:USER_ID:KEY</c> (bound to a
/// user) or <c>service:NAME:KEY</c> (names the user of each request). Kept as SHA-256 only.
/// </summary>
public sealed class ApiKeyRing
{
    /// <summary>The shortest key taken, in characters.</summary>
    public const int ShortestKey = 16;

    private readonly Dictionary<string, Caller> byHash;

    private ApiKeyRing(Dictionary<string, Caller> byHash) => this.byHash = byHash;

    public bool IsEmpty => byHash.Count == 0;

    /// <exception cref="FormatException">An entry is malformed; names its position, never its content.</exception>
    public static ApiKeyRing Parse(string? setting)
    {
        var callers = new Dictionary<string, Caller>(StringComparer.Ordinal);
        var entries = (setting ?? "").Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < entries.Length; i++)
        {
            var (kind, name, key) = PartsOf(entries[i]) ?? throw Malformed(i);
            var caller = kind switch
            {
                "user" => new Caller("user", name),
                "service" => new Caller(name, null),
                _ => throw Malformed(i),
            };
            if (!callers.TryAdd(HashOf(key), caller))
                throw new FormatException($"entry {i + 1} repeats a key; each is for one caller.");
        }

        return new ApiKeyRing(callers);
    }

    /// <summary>The caller that <paramref name="key"/> belongs to, or null. Only hashes are compared.</summary>
    public Caller? CallerOf(string key) => byHash.GetValueOrDefault(HashOf(key));

    /// <summary>The key stands behind the last colon, so that a user id may hold colons and a key may not.</summary>
    private static (string Kind, string Name, string Key)? PartsOf(string entry)
    {
        var first = entry.IndexOf(':');
        var last = entry.LastIndexOf(':');
        if (first < 1 || last <= first + 1 || entry.Length - last - 1 < ShortestKey)
            return null;
        return (entry[..first], entry[(first + 1)..last], entry[(last + 1)..]);
    }

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static FormatException Malformed(int index) => new(
        $"entry {index + 1} is not user:USER_ID:KEY or service:NAME:KEY with a key of at least {ShortestKey} characters.");
}
