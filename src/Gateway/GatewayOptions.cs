using System.ComponentModel.DataAnnotations;

namespace MediAgents.Gateway;

/// <summary>Limits and defaults of the HTTP interface; each is a setting of the same name in capitals.</summary>
public sealed class GatewayOptions
{
    /// <summary>MAX_QUERY_LENGTH: characters of a message.</summary>
    [Range(1, 100_000)]
    public int MaxQueryLength { get; set; } = 1000;

    /// <summary>MAX_FILE_SIZE_MB: megabytes of one file.</summary>
    [Range(1, 120)]
    public int MaxFileSizeMb { get; set; } = 50;

    /// <summary>PROCESSING_TIMEOUT_SECONDS: seconds a caller who does not stream is kept waiting before 202.</summary>
    [Range(1, 86_400)]
    public double ProcessingTimeoutSeconds { get; set; } = 300;

    /// <summary><see cref="ProcessingTimeoutSeconds"/>.</summary>
    public TimeSpan ProcessingTimeout => TimeSpan.FromSeconds(ProcessingTimeoutSeconds);
}
