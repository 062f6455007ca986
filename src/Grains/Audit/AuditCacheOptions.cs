using System.ComponentModel.DataAnnotations;

namespace MediAgents.Grains.Audit;

/// <summary>Bounds of the results kept so that the same bill need not be read again; each is a setting of the same name in capitals.</summary>
public sealed class AuditCacheOptions
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>ENABLE_CACHING: whether results are kept at all.</summary>
    public bool EnableCaching { get; set; } = true;

    /// <summary>CACHE_TTL_SECONDS: seconds that a result is kept.</summary>
    [Range(1, 86_400)]
    public int CacheTtlSeconds { get; set; } = 3600;

    /// <summary>CACHE_MAX_MB: megabytes of results kept at most; those not asked for longest go first.</summary>
    [Range(1, 4096)]
    public int CacheMaxMb { get; set; } = 64;

    internal TimeSpan Ttl => TimeSpan.FromSeconds(CacheTtlSeconds);

    internal long MaxBytes => CacheMaxMb * Megabyte;
}
