using MediAgents.Grains;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using StackExchange.Redis;

namespace MediAgents.Storage.Redis;

/// <summary>The keys in Redis. Kinds hold no slash, so what stands before the first is the kind. The scripts build the same.</summary>
internal static class RedisKeys
{
    private const string Prefix = "mediagents:";

    private static readonly int SealPrefix = Sealer.PrefixOf(default).Length;

    /// <summary>The number last given to a new grain.</summary>
    public static readonly RedisKey Position = Prefix + "position";

    /// <summary>Grains with unfinished work, by position.</summary>
    public static readonly RedisKey Unfinished = Prefix + "unfinished";

    public static readonly RedisKey Probe = Prefix + "probe";

    /// <summary>A hash: version, length of the journal, owner, wake, updated, position and the sealed state.</summary>
    public static RedisKey Grain(GrainKey key) => $"{Prefix}grain:{key}";

    /// <summary>Sealed blocks of entries, by their first sequence number.</summary>
    public static RedisKey Journal(GrainKey key) => $"{Prefix}journal:{key}";

    /// <summary>Ids of an owner's grains of one kind, by position.</summary>
    public static RedisKey Owned(PatientId? owner, string kind) => $"{Prefix}owned:{Name(owner)}/{kind}";

    /// <summary>The kinds of an owner's grains.</summary>
    public static RedisKey Kinds(PatientId? owner) => $"{Prefix}kinds:{Name(owner)}";

    /// <summary>Stands where the data key was erased under which something is sealed.</summary>
    /// <param name="sealedData">It, or its beginning.</param>
    public static RedisKey Erased(ReadOnlySpan<byte> sealedData) => $"{Prefix}erased:{Convert.ToHexStringLower(sealedData[..SealPrefix])}";

    /// <summary>The owner in keys and values; empty for what belongs to nobody.</summary>
    public static string Name(PatientId? owner) => owner?.Hash ?? "";

    /// <summary>The grain of an entry among the unfinished.</summary>
    public static GrainKey Parse(string entry) => entry.Split('/', 2) is [var kind, var id]
        ? new GrainKey(kind, id)
        : throw new FormatException("An entry among the unfinished grains is malformed.");
}
