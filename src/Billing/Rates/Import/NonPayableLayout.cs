using System.Globalization;

namespace MediAgents.Billing.Rates.Import;

/// <summary>IRDAI Lists I to IV: list, number in the list, item. Lists of other payers have no column of lists.</summary>
internal static class NonPayableLayout
{
    public static readonly Column List = new("list");
    public static readonly Column Number = new("number", "sl_no");
    public static readonly Column Item = new("item");

    public static NonPayableTable? Parse(TableCsv csv, TableKind kind, TableVersion version)
    {
        var hasLists = kind == TableKind.Irdai;
        if (!csv.Require(Number, Item) | (hasLists && !csv.Require(List)))
            return null;
        var numbers = new UniqueCodes();
        var items = new List<NonPayableItem>();
        foreach (var row in csv.Rows)
        {
            var list = hasLists ? row.Required(List).ToUpperInvariant() : "";
            if (list.Length > 0 && list is not ("I" or "II" or "III" or "IV"))
                row.Fault(List, $"'{Shown.Of(list)}' is not I, II, III or IV.");
            var text = row.Required(Number);
            var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
            if (text.Length > 0 && !isNumber)
                row.Fault(Number, $"'{Shown.Of(text)}' is no number of an item.");
            else if (isNumber)
                numbers.Add($"{list}-{number}", row, Number, hasLists ? $"item {number} of List {Shown.Of(list)}" : $"item {number}");
            items.Add(new(list, number, row.Required(Item)));
        }

        return csv.Problems.Count > 0 ? null : new(version, items, kind);
    }
}
