namespace MediAgents.Billing.Rates.Import;

/// <summary>A file read as a table: the whole table and the rows set aside, or what is wrong with the file.</summary>
public sealed record TableReading(IRateTable? Table, IReadOnlyList<SetAsideRow> SetAside, IReadOnlyList<TableProblem> Problems, int ProblemCount)
{
    /// <summary>Reads CSV of <paramref name="kind"/>. One fault and there is no table. Bounded by the limits of size, rows and cells.</summary>
    public static TableReading Of(ReadOnlySpan<byte> content, TableKind kind, TableVersion version)
    {
        var problems = new TableProblems();
        var setAside = new List<SetAsideRow>();
        var table = TableText.Read(content, problems) is { } text && TableCsv.Read(text, problems) is { } csv
            ? Parse(csv, kind, version, setAside) : null;
        if (problems.Count == 0 && table is { RowCount: 0 })
            problems.Add($"no row could be used; the first, on line {setAside[0].Line}: {setAside[0].Reason}.");
        return problems.Count == 0 ? new(table, setAside, [], 0) : new(null, [], problems.Kept, problems.Count);
    }

    private static IRateTable? Parse(TableCsv csv, TableKind kind, TableVersion version, List<SetAsideRow> setAside) => kind switch
    {
        TableKind.Cghs or TableKind.Esi => ServiceLayout.Parse(csv, kind, version),
        TableKind.Pmjay => PackageLayout.Parse(csv, version, setAside),
        TableKind.Nppa => CeilingLayout.Parse(csv, version, setAside),
        TableKind.Irdai or TableKind.CghsNonPayable or TableKind.EsiNonPayable or TableKind.PmjayNonPayable => NonPayableLayout.Parse(csv, kind, version),
        TableKind.Wpi => PriceIndexLayout.Parse(csv, version),
        _ => JanAushadhiLayout.Parse(csv, version, setAside),
    };
}
