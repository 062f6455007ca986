namespace MediAgents.Telemetry.Instruments;

/// <summary>The names of labels.</summary>
internal static class Labels
{
    public const string Kind = "kind";
    public const string Method = "method";
    public const string Operation = "operation";
    public const string Outcome = "outcome";
    public const string Reason = "reason";
    public const string Route = "route";
    public const string Status = "status";
    public const string Store = "store";
    public const string Version = "version";
}
