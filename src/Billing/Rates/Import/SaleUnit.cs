using System.Text.RegularExpressions;

namespace MediAgents.Billing.Rates.Import;

/// <summary>For how much of a medicine a ceiling is.</summary>
internal static partial class SaleUnit
{
    public static IReadOnlyList<string> Words { get; } = ["tablet", "capsule", "ml", "g", "dose", "suppository", "patch", "sachet", "pack"];

    /// <summary>The unit as the product calls it, or null.</summary>
    public static string? Known(string text)
    {
        var word = text.ToLowerInvariant().TrimEnd('.');
        word = word switch
        {
            "tab" or "tabs" or "tablets" => "tablet",
            "cap" or "caps" or "capsules" => "capsule",
            "gm" or "gms" or "gram" => "g",
            "vial" or "bottle" or "each pack" or "tube" or "ampoule" => "pack",
            _ => word,
        };
        return Words.Contains(word) ? word : null;
    }

    /// <summary>
    /// The unit that a compendium prints: "1 Tablet", "1 ml", "Each Pack (10 ml)". A price of several units, like "5 ml", is not
    /// understood: it may be that of one.
    /// </summary>
    public static (string? Unit, string Pack) Of(string printed, string formulation)
    {
        var match = Printed().Match(printed);
        if (!match.Success)
            return (null, "");
        var unit = Known(match.Groups["unit"].Value);
        var size = match.Groups["size"] is { Success: true, Value: var number } ? $"{number} ml" : "";
        var isDose = unit == "pack" && formulation.Contains("/dose", StringComparison.OrdinalIgnoreCase);
        return isDose ? (null, "") : (unit, size);
    }

    [GeneratedRegex(@"^(1|each)\s*(?<unit>[a-z]+)\.?\s*(\(\s*(?<size>\d+(\.\d+)?)\s*ml\s*\))?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Printed();
}
