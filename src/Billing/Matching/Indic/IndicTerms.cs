using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching.Indic;

/// <summary>Hindi, Bengali and Tamil words of bills with their English ones; own knowledge of the languages, no list was copied.</summary>
internal static class IndicTerms
{
    private static readonly string[] Languages = ["hindi", "bengali", "tamil"];

    /// <summary>English words that bills write by sound and that no shipped list has.</summary>
    public static IReadOnlyList<string> BillWords { get; } =
    [
        "room", "rent", "nursing", "pharmacy", "medicine", "registration", "admission", "file", "service", "doctor", "tablet", "capsule", "syrup",
        "injection", "strip", "bottle", "charge", "fee", "visit", "sonography", "profile", "complete", "report", "private", "general", "ward", "deluxe", "cabin", "suite", "sharing",
        "attendant", "ambulance", "mortuary", "discharge", "summary", "package", "surgeon", "anaesthetist", "assistant", "operation", "theatre", "vial", "ampoule",
        "clav", "ply", "layer", "ultrasensitive", "bera", "picc", "dexa", "tens", "torch", "fess",
    ];

    /// <summary>Term to English; an empty English word says nothing of the service.</summary>
    public static Dictionary<string, string> Load() =>
        Languages.SelectMany(language => EmbeddedTable.Load($"{language}-terms.csv").Rows)
            .ToDictionary(row => IndicScript.Normalized(row[0]), row => row[1], StringComparer.Ordinal);
}
