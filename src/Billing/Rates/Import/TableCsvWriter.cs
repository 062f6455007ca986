using System.Globalization;
using CsvHelper;

namespace MediAgents.Billing.Rates.Import;

/// <summary>Writes a table in the columns that imports read: what is written can be imported and gives the same table.</summary>
public static class TableCsvWriter
{
    public static string Write(IRateTable table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            switch (table)
            {
                case CghsTable { Kind: TableKind.Pmjay } packages:
                    Packages(writer, packages);
                    break;
                case CghsTable services:
                    Services(writer, services);
                    break;
                case NppaTable ceilings:
                    Ceilings(writer, ceilings);
                    break;
                case NonPayableTable { Kind: not TableKind.Irdai } items:
                    Rows(writer, ["number", "item"], items.Items.Select(item => new[] { Text(item.Number), item.Item }));
                    break;
                case PriceIndexTable index:
                    Rows(writer, ["from", "percent"], index.Changes.Select(change => new[] { Text(change.From), (change.Factor * 100).ToString("0.##########", CultureInfo.InvariantCulture) }));
                    break;
                case NonPayableTable items:
                    Rows(writer, ["list", "number", "item"], items.Items.Select(item => new[] { item.List, Text(item.Number), item.Item }));
                    break;
                case JanAushadhiTable prices:
                    Rows(writer, ["code", "name", "pack", "mrp_inr"], prices.Prices.Select(price => new[] { price.Code, price.Name, price.Pack, Text(price.MrpInr) }));
                    break;
                default:
                    throw new ArgumentException("The table is of no known kind.", nameof(table));
            }
        }

        return text.ToString();
    }

    private static void Packages(CsvWriter writer, CghsTable table) =>
        Rows(writer, ["code", "name", "specialty", "rate", "stratification"], table.Rates.Select(rate =>
            new[] { rate.Code, rate.Name, rate.Specialty, Text(rate.Figures[0]), rate.IsUnverified(CityTier.I) ? "open" : "" }));

    private static void Ceilings(CsvWriter writer, NppaTable table) =>
        Rows(writer, ["molecule", "formulation", "unit", "pack", "ceiling", "gazette_no", "gazette_date"], table.Ceilings.Select(row =>
            new[] { row.Molecule, row.Formulation, row.Unit, row.Pack, Text(row.CeilingInr), row.GazetteNumber, Text(row.GazetteDate) }));

    private static void Services(CsvWriter writer, CghsTable table) =>
        Rows(writer, ["code", "name", "specialty", "class", "city_tier", "ward", "non_nabh", "nabh", "super_speciality", "provenance"], table.Rates.SelectMany(Service));

    private static IEnumerable<string[]> Service(CghsRate rate)
    {
        foreach (var (ward, figures) in Wards(rate))
        {
            foreach (var tier in Enum.GetValues<CityTier>())
            {
                var provenance = (rate.IsDerived(tier), rate.IsUnverified(tier)) switch
                {
                    (true, true) => "derived, unverified",
                    (true, false) => "derived",
                    (false, true) => "unverified",
                    _ => "printed",
                };
                yield return
                [
                    rate.Code, rate.Name, rate.Specialty, ServiceWords.Word(rate.Class), tier.ToString(), ward,
                    .. figures.Skip((int)tier * 3).Take(3).Select(figure => Text(figure)), provenance,
                ];
            }
        }
    }

    private static IEnumerable<(string Ward, decimal[] Figures)> Wards(CghsRate rate)
    {
        if (rate.Wards is not { } wards)
            return [("semi_private", rate.Figures)];
        return wards.All(figures => figures is not null && figures.AsSpan().SequenceEqual(wards[0]))
            ? [("all", wards[0]!)]
            : Enum.GetValues<Ward>().Where(ward => wards[(int)ward] is not null).Select(ward => (ServiceWords.Word(ward), wards[(int)ward]!));
    }

    private static string Text<T>(T value)
        where T : IFormattable => value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : value is decimal amount ? amount.ToString("0.####", CultureInfo.InvariantCulture) : value.ToString(null, CultureInfo.InvariantCulture);

    private static void Rows(CsvWriter writer, string[] columns, IEnumerable<string[]> rows)
    {
        writer.WriteHeader(columns);
        foreach (var row in rows)
        {
            foreach (var cell in row)
                writer.WriteField(cell);
            writer.EndRecord();
        }
    }
}
