namespace MediAgents.Telemetry.Instruments;

/// <summary>Upper bounds of the histograms' buckets. Thresholds of alerts and of confidence levels lie on a bound.</summary>
internal static class Buckets
{
    /// <summary>Seconds.</summary>
    public static readonly double[] Requests = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    /// <summary>Seconds.</summary>
    public static readonly double[] Analysis = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600];

    /// <summary>Seconds.</summary>
    public static readonly double[] Store = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30];

    /// <summary>0 to 1.</summary>
    public static readonly double[] Confidence = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1];
}
