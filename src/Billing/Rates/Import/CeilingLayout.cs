namespace MediAgents.Billing.Rates.Import;

/// <summary>
/// NPPA ceiling prices: medicine, strength and dosage form, unit of sale, ceiling without GST, notification. Published files come out
/// of PDFs and hold damaged rows; these are set aside, because a wrong row would dispute a right price.
/// </summary>
internal static class CeilingLayout
{
    public static readonly Column Molecule = new("molecule", "medicine", "medicine_name");
    public static readonly Column Formulation = new("formulation");
    public static readonly Column Strength = new("strength");
    public static readonly Column Form = new("dosage_form");
    public static readonly Column Unit = new("unit");
    public static readonly Column Pack = new("pack");
    public static readonly Column Ceiling = new("ceiling", "ceiling_price_inr", "ceiling_price", "ceiling_inr");
    public static readonly Column Notification = new("gazette_no", "notification_no", "so_no");
    public static readonly Column Date = new("gazette_date", "notification_date", "so_date");
    public static readonly Column Section = new("section", "nlem_section");

    public static NppaTable? Parse(TableCsv csv, TableVersion version, List<SetAsideRow> setAside)
    {
        if (!csv.Require(Molecule, Ceiling) || !(csv.Has(Formulation) || csv.Require(Strength, Form)) || !(csv.Has(Unit) || csv.Require(Pack)))
            return null;
        var read = csv.Rows.Select(row => Read(row, csv.Has(Unit), version)).ToList();
        if (csv.Problems.Count > 0)
            return null;
        DamagedCeilings.Mark(read);
        setAside.AddRange(read.Where(row => row.Damage is not null)
            .Select(row => new SetAsideRow(version.List, $"{row.Ceiling.Molecule} {row.Ceiling.Formulation}".Trim(), row.Damage!) { Line = row.Line }));
        return new(version, [.. read.Where(row => row.Damage is null).Select(row => row.Ceiling)], NppaTable.NotifiedIndex);
    }

    private static ReadCeiling Read(TableRow row, bool hasUnit, TableVersion version)
    {
        var molecule = row.Required(Molecule);
        var formulation = row[Formulation] is { Length: > 0 } whole ? whole : $"{row[Form]} {row[Strength]}".Trim();
        var (unit, pack) = hasUnit ? StatedUnit(row) : SaleUnit.Of(row[Pack], formulation);
        var price = row[Ceiling] is "" or "-" ? null : row.Rate(Ceiling);
        var day = row.Day(Date) ?? version.ValidFrom ?? DateOnly.MinValue;
        var ceiling = new NppaCeiling(molecule, formulation, unit ?? "", pack, price ?? 0, row[Notification], day);
        var damage = price is null ? "no ceiling is printed" : unit is null ? "no unit of sale is printed beside the ceiling, or none that is known" : null;
        return new(row.Line, row[Section], ceiling, damage);
    }

    private static (string? Unit, string Pack) StatedUnit(TableRow row)
    {
        var text = row[Unit];
        if (text.Length == 0)
            return (null, row[Pack]);
        var unit = SaleUnit.Known(text);
        if (unit is null)
            row.Fault(Unit, $"'{Shown.Of(text)}' is no unit of sale; known are {string.Join(", ", SaleUnit.Words)}.");
        return (unit, row[Pack]);
    }
}
