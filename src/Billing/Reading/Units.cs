namespace MediAgents.Billing.Reading;

/// <summary>The units of sale that follow a quantity on a bill.</summary>
internal static class Units
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "nos", "tab", "tabs", "tablet", "tablets", "cap", "capsule", "capsules", "day", "days", "hr", "hrs", "hour", "hours",
        "vial", "vials", "amp", "amps", "ampoule", "ampoules", "pcs", "pc", "unit", "units", "strip", "strips", "bottle", "bottles",
        "each", "ea", "test", "tests", "session", "sessions", "visit", "visits", "pkt", "tube", "inj",
    };

    /// <summary>The unit as written, without its dot, or null.</summary>
    public static string? Find(string word) => Known.Contains(word.TrimEnd('.')) ? word.TrimEnd('.') : null;
}
