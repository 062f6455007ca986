namespace MediAgents.Billing.Rates.Import;

/// <summary>
/// CGHS and lists like it: a code in up to three city tiers and three wards, with a rate each for hospitals without NABH
/// accreditation, with it, and for super-speciality ones.
/// </summary>
internal static class ServiceLayout
{
    public static readonly Column Code = new("code", "cghs_code", "esi_code", "procedure_code");
    public static readonly Column Name = new("name", "procedure", "procedure_name");
    public static readonly Column Specialty = new("specialty", "speciality");
    public static readonly Column Class = new("class");
    public static readonly Column Tier = new("city_tier", "tier");
    public static readonly Column WardName = new("ward");
    public static readonly Column NonNabh = new("non_nabh");
    public static readonly Column Nabh = new("nabh");
    public static readonly Column SuperSpeciality = new("super_speciality", "super_specialty");
    public static readonly Column Rate = new("rate", "rate_inr", "price_inr");
    public static readonly Column Provenance = new("provenance");

    public static CghsTable? Parse(TableCsv csv, TableKind kind, TableVersion version)
    {
        if (!csv.Require(Code, Name) || !(csv.Has(Rate) || csv.Require(NonNabh, Nabh)))
            return null;
        var services = new Dictionary<string, ServiceRows>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in csv.Rows)
        {
            var (code, name) = (row.Required(Code), row.Required(Name));
            var tiers = Words(row, Tier, ServiceWords.TierOf, "I, II, III or all");
            var wards = Words(row, WardName, ServiceWords.WardOf, "general, semi_private, private or all");
            var rateClass = ClassOf(row);
            var figures = Figures(csv, row);
            if (code.Length == 0 || tiers is null || wards is null || figures is null)
                continue;
            if (!services.TryGetValue(code, out var service))
                services[code] = service = new(code, name, row[Specialty], rateClass, row.Line);
            else if (!string.Equals(service.Name, name, StringComparison.OrdinalIgnoreCase))
                row.Fault(Name, $"{Shown.Of(code)} has another name on line {service.Line}.");
            service.Add(row, tiers, csv.Has(WardName) && wards.Length > 0 ? wards : Unsaid(kind), figures);
        }

        return csv.Problems.Count > 0 ? null : new(version, [.. services.Values.Select(service => service.Rate(kind, version))], kind);
    }

    /// <summary>CGHS prints figures for the semi-private ward; of another list a figure without a ward is for every ward.</summary>
    private static Ward[] Unsaid(TableKind kind) => kind == TableKind.Cghs ? [Ward.SemiPrivate] : Enum.GetValues<Ward>();

    private static decimal[]? Figures(TableCsv csv, TableRow row)
    {
        if (csv.Has(Rate))
            return row.Rate(Rate) is { } rate ? [rate, rate, rate] : null;
        var (without, with) = (row.Rate(NonNabh), row.Rate(Nabh));
        // A list without the column has no such rate of its own: these hospitals are paid as accredited ones.
        var super = csv.Has(SuperSpeciality) ? row.Rate(SuperSpeciality) : with;
        return without is { } low && with is { } high && super is { } highest ? [low, high, highest] : null;
    }

    private static T[]? Words<T>(TableRow row, Column column, Func<string, T?> read, string known)
        where T : struct, Enum
    {
        var text = row[column].ToLowerInvariant();
        if (text is "" or "all" or "any")
            return text.Length == 0 && column == WardName ? [] : Enum.GetValues<T>();
        if (read(text) is { } word)
            return [word];
        row.Fault(column, $"'{Shown.Of(row[column])}' is not {known}.");
        return null;
    }

    private static RateClass? ClassOf(TableRow row)
    {
        var text = row[Class];
        if (text.Length == 0)
            return null;
        if (ServiceWords.ClassOf(text.ToLowerInvariant()) is { } known)
            return known;
        row.Fault(Class, $"'{Shown.Of(text)}' is not {string.Join(", ", ServiceWords.Classes)}.");
        return null;
    }
}
