namespace MediAgents.Billing.Rates.Import;

/// <summary>Jan Aushadhi prices: code, generic name with strength and form, pack, price of the pack.</summary>
internal static class JanAushadhiLayout
{
    public static readonly Column Code = new("code", "drug_code");
    public static readonly Column Name = new("name", "generic_name");
    public static readonly Column Pack = new("pack", "unit_size");
    public static readonly Column Mrp = new("mrp_inr", "mrp");

    public static JanAushadhiTable? Parse(TableCsv csv, TableVersion version, List<SetAsideRow> setAside)
    {
        if (!csv.Require(Code, Name, Pack, Mrp))
            return null;
        var codes = new UniqueCodes();
        var prices = new List<JanAushadhiPrice>();
        foreach (var row in csv.Rows)
        {
            var (code, name, pack) = (row.Required(Code), row.Required(Name), row[Pack]);
            if (code.Length > 0)
                codes.Add(code, row, Code, Shown.Of(code));
            var reason = row[Mrp] is "" or "0" or "0.0" or "0.00" ? "no price is printed" : pack.Length == 0 ? "no pack is printed" : null;
            if (reason is not null)
                setAside.Add(new(version.List, $"{code} {name}", reason) { Line = row.Line });
            else if (row.Rate(Mrp) is { } price)
                prices.Add(new(code, name, pack, price));
        }

        return csv.Problems.Count > 0 ? null : new(version, prices);
    }
}
