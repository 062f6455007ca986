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
}

/// <summary>How lists are called in commands and in results.</summary>
public static class TableKinds
{
    private static readonly Dictionary<string, TableKind> ByWord =
        Enum.GetValues<TableKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<string> Words => ByWord.Keys;

    public static TableKind? Of(string? word) => ByWord.TryGetValue(word ?? "", out var kind) ? kind : null;

    public static string Word(this TableKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The name of the list as findings and <c>tables[]</c> cite it.</summary>
    public static string List(this TableKind kind) => kind switch
    {
        TableKind.Pmjay => "PM-JAY",
        TableKind.Janaushadhi => "Jan Aushadhi",
        _ => kind.ToString().ToUpperInvariant(),
    };

    public static string Authority(this TableKind kind) => kind switch
    {
        TableKind.Cghs => "Central Government Health Scheme, Ministry of Health and Family Welfare, Government of India",
        TableKind.Esi => "Employees' State Insurance Corporation, Government of India",
        TableKind.Pmjay => "National Health Authority, Government of India",
        TableKind.Nppa => "National Pharmaceutical Pricing Authority, Government of India",
        TableKind.Irdai => "Insurance Regulatory and Development Authority of India",
        _ => "Pharmaceuticals and Medical Devices Bureau of India",
    };
}
