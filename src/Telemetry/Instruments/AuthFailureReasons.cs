namespace MediAgents.Telemetry.Instruments;

/// <summary>Why a request was refused for who sent it.</summary>
public static class AuthFailureReasons
{
    /// <summary>It carries no valid key.</summary>
    public const string Key = "key";

    /// <summary>There are no keys, and it does not come from this machine.</summary>
    public const string Host = "host";

    /// <summary>Its key may not act for that patient.</summary>
    public const string Patient = "patient";

    internal static IReadOnlyList<string> All { get; } = [Key, Host, Patient];
}
