using System.ComponentModel.DataAnnotations;

namespace MediAgents.Gateway.Limits;

/// <summary>How much one caller may ask of a gateway; each is a setting of the same name in capitals.</summary>
public sealed class RequestLimitOptions
{
    /// <summary>ENABLE_RATE_LIMITING: whether the two limits hold. Without keys they never do.</summary>
    public bool EnableRateLimiting { get; set; } = true;

    /// <summary>API_RATE_LIMIT: requests of one caller in any minute; 0 is no limit.</summary>
    [Range(0, 1_000_000)]
    public int ApiRateLimit { get; set; } = 100;

    /// <summary>MAX_CONCURRENT_REQUESTS: requests of one caller at the same time, open event streams apart; 0 is no limit.</summary>
    [Range(0, 100_000)]
    public int MaxConcurrentRequests { get; set; }
}
