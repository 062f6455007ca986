using System.Globalization;

namespace MediAgents.Billing.Rates.Import;

/// <summary>
/// Notified changes of the wholesale price index: the day from which ceilings move and the change in percent, which may be below zero
/// (it was in 2016). A change is notified for 1 April.
/// </summary>
internal static class PriceIndexLayout
{
    private const decimal Most = 50;

    public static readonly Column From = new("from", "date", "valid_from");
    public static readonly Column Percent = new("percent", "change_percent", "wpi_percent");

    public static PriceIndexTable? Parse(TableCsv csv, TableVersion version)
    {
        if (!csv.Require(From, Percent))
            return null;
        var days = new UniqueCodes();
        var changes = new List<PriceIndexChange>();
        foreach (var row in csv.Rows)
        {
            _ = row.Required(From);
            var (day, percent) = (row.Day(From), PercentOf(row));
            if (day is { } from && percent is { } change && days.Add($"{from:yyyy-MM-dd}", row, From, $"{from:yyyy-MM-dd}"))
                changes.Add(new(from, change / 100));
            if (day is { } other && (other.Month != 4 || other.Day != 1))
                row.Fault(From, $"{other:yyyy-MM-dd} is no 1 April, from which a change of the index holds.");
        }

        return csv.Problems.Count > 0 ? null : new(version, changes);
    }

    private static decimal? PercentOf(TableRow row)
    {
        var text = row.Required(Percent).TrimEnd('%').TrimEnd();
        if (text.Length == 0)
            return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent) && Math.Abs(percent) <= Most)
            return percent;
        row.Fault(Percent, $"'{Shown.Of(text)}' is no change in percent between -{Most} and {Most}.");
        return null;
    }
}
