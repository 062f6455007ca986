namespace MediAgents.Billing.Rates.Import;

/// <summary>PM-JAY health benefit packages: one price a procedure, the same everywhere, more where a ward or an implant comes to it.</summary>
internal static class PackageLayout
{
    public static readonly Column Code = new("code", "procedure_code");
    public static readonly Column Name = new("name", "procedure_name", "procedure");
    public static readonly Column Specialty = new("specialty", "speciality");
    public static readonly Column Rate = new("rate", "price_inr", "rate_inr", "package_price");
    public static readonly Column Stratification = new("stratification");
    public static readonly Column Implant = new("implant");

    public static CghsTable? Parse(TableCsv csv, TableVersion version, List<SetAsideRow> setAside)
    {
        if (!csv.Require(Code, Name, Rate))
            return null;
        var codes = new UniqueCodes();
        var rates = new List<CghsRate>();
        foreach (var row in csv.Rows)
        {
            var (code, name) = (row.Required(Code), row.Required(Name));
            if (code.Length > 0)
                codes.Add(code, row, Code, Shown.Of(code));
            if (IsNothing(row[Rate]))
                setAside.Add(new(version.List, $"{code} {name}", "no price is printed") { Line = row.Line });
            else if (row[Rate].Any(char.IsLetter))
                setAside.Add(new(version.List, $"{code} {name}", "the price is no single figure") { Line = row.Line });
            else if (row.Rate(Rate) is { } rate)
                rates.Add(Of(code, name, row, rate));
        }

        return csv.Problems.Count > 0 ? null : new(version, rates, TableKind.Pmjay);
    }

    /// <summary>Where a ward or an implant is paid beside the package, its price alone says nothing against a bill.</summary>
    private static CghsRate Of(string code, string name, TableRow row, decimal rate)
    {
        var isOpen = !IsNothing(row[Stratification]) || !IsNothing(row[Implant]);
        var figures = Enumerable.Repeat(rate, 9).ToArray();
        return new(code, name, row[Specialty], RateClass.Package, figures, [false, false, false], [isOpen, isOpen, isOpen])
        {
            Wards = [figures, figures, figures],
        };
    }

    private static bool IsNothing(string text) => text.ToUpperInvariant() is "" or "-" or "NA" or "N/A" or "NIL";
}
