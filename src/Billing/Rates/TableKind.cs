using System.Text.Json;

namespace MediAgents.Billing.Rates;

/// <summary>The lists that can be imported.</summary>
public enum TableKind
{
    Cghs,
    Esi,
    Pmjay,
    Nppa,
    Irdai,
    Janaushadhi,

    /// <summary>What CGHS does not pay beside its rates.</summary>
    CghsNonPayable,

    /// <summary>What ESI does not pay.</summary>
    EsiNonPayable,

    /// <summary>What PM-JAY does not pay.</summary>
    PmjayNonPayable,

    /// <summary>Notified yearly changes of the wholesale price index, which move NPPA ceilings.</summary>
    Wpi,
}

/// <summary>How lists are called in commands and in results.</summary>
public static class TableKinds
{
    private static readonly Dictionary<string, TableKind> ByWord =
        Enum.GetValues<TableKind>().ToDictionary(Word, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<string> Words => ByWord.Keys;

    public static TableKind? Of(string? word) => ByWord.TryGetValue(word ?? "", out var kind) ? kind : null;

    public static string Word(this TableKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>The list of what a payer does not pay; null where it has none of its own.</summary>
    public static TableKind? NonPayable(this TableKind payer) => payer switch
    {
        TableKind.Cghs => TableKind.CghsNonPayable,
        TableKind.Esi => TableKind.EsiNonPayable,
        TableKind.Pmjay => TableKind.PmjayNonPayable,
        _ => null,
    };

    /// <summary>The name of the list as findings and <c>tables[]</c> cite it.</summary>
    public static string List(this TableKind kind) => kind switch
    {
        TableKind.Pmjay => "PM-JAY",
        TableKind.Janaushadhi => "Jan Aushadhi",
        TableKind.CghsNonPayable => "CGHS exclusions",
        TableKind.EsiNonPayable => "ESI exclusions",
        TableKind.PmjayNonPayable => "PM-JAY exclusions",
        _ => kind.ToString().ToUpperInvariant(),
    };

    public static string Authority(this TableKind kind) => kind switch
    {
        TableKind.Cghs or TableKind.CghsNonPayable => "Central Government Health Scheme, Ministry of Health and Family Welfare, Government of India",
        TableKind.Esi or TableKind.EsiNonPayable => "Employees' State Insurance Corporation, Government of India",
        TableKind.Pmjay or TableKind.PmjayNonPayable => "National Health Authority, Government of India",
        TableKind.Nppa or TableKind.Wpi => "National Pharmaceutical Pricing Authority, Government of India",
        TableKind.Irdai => "Insurance Regulatory and Development Authority of India",
        _ => "Pharmaceuticals and Medical Devices Bureau of India",
    };
}
