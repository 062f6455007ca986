namespace MediAgents.Billing.Reading.Tables;

/// <summary>Which of a table's figures are quantity, rate, discount, tax and amount.</summary>
/// <param name="Kinds">For each column of figures what it holds; <see cref="ColumnKind.Other"/> where that is open.</param>
/// <param name="IsProven">Whether quantity times rate gave the amount, with discount and tax where there are, on most rows.</param>
internal sealed record FigureKinds(ColumnKind[] Kinds, bool IsProven);

/// <summary>
/// Tells a table's columns of figures apart by the arithmetic that holds on most rows: quantity x rate = gross, gross - discount + tax
/// = amount. A heading's known word is weighed with it and decides only what arithmetic leaves open.
/// </summary>
internal sealed class FigureColumns
{
    /// <summary>Of the rows that can show it, how many an equation must hold on.</summary>
    private const double Most = 0.5;

    /// <summary>A heading counts as much as this many rows.</summary>
    private const double HeadingWeight = 1.5;

    /// <summary>A row that an equation does not hold on takes as much from it.</summary>
    private const double Miss = 1.5;

    private const int MostColumns = 8;

    private readonly IReadOnlyList<ColumnContents> columns;
    private readonly IReadOnlyList<ColumnKind?> headings;
    private readonly int rows;

    private FigureColumns(IReadOnlyList<ColumnContents> columns, IReadOnlyList<ColumnKind?> headings)
    {
        this.columns = columns;
        this.headings = headings;
        rows = columns.Count == 0 ? 0 : columns[0].Values.Length;
    }

    /// <param name="columns">The columns of figures from left to right, without serial numbers.</param>
    /// <param name="headings">What the words over each say; null where they are not known.</param>
    public static FigureKinds Decide(IReadOnlyList<ColumnContents> columns, IReadOnlyList<ColumnKind?> headings) =>
        columns.Count is 0 or > MostColumns
            ? new([.. headings.Select(heading => heading ?? ColumnKind.Other)], false)
            : new FigureColumns(columns, headings).Decide();

    private FigureKinds Decide()
    {
        var kinds = new ColumnKind[columns.Count];
        if (Product() is not { } product)
            return Unproven(kinds);
        var (one, other, gross) = product;
        var quantity = QuantityOf(one, other);
        kinds[quantity] = ColumnKind.Quantity;
        kinds[quantity == one ? other : one] = ColumnKind.Rate;
        kinds[gross] = ColumnKind.Amount;
        Net(kinds, gross);
        return new(kinds, true);
    }

    /// <summary>The two columns whose product is a third on most rows.</summary>
    private (int One, int Other, int Product)? Product()
    {
        (int, int, int)? best = null;
        var most = 0.0;
        for (var i = 0; i < columns.Count; i++)
        {
            for (var j = i + 1; j < columns.Count; j++)
            {
                for (var k = 0; k < columns.Count; k++)
                {
                    if (k == i || k == j || Support(i, j, k) is not (> 0 and var support))
                        continue;
                    if (support > most)
                        (best, most) = ((i, j, k), support);
                }
            }
        }

        return best;
    }

    /// <summary>How well a product holds; 0 if on too few rows. Rows on which a factor is 1 say less: two columns that are equal there may be either.</summary>
    private double Support(int one, int other, int product)
    {
        var (shown, holds, support) = (0, 0, 0.0);
        for (var row = 0; row < rows; row++)
        {
            var (a, b, c) = (columns[one].Values[row], columns[other].Values[row], columns[product].Values[row]);
            if (double.IsNaN(a) || double.IsNaN(b) || double.IsNaN(c) || a == 0 || b == 0)
                continue;
            shown++;
            if (!Near(a * b, c))
                continue;
            holds++;
            support += a != 1 && b != 1 ? 3 : 1;
        }

        if (shown == 0 || holds < Most * shown || shown * 2 < rows)
            return 0;
        support -= Miss * (shown - holds);
        // Amounts stand to the right of what they come from.
        support += (product > one ? 0.2 : 0) + (product > other ? 0.2 : 0) - (0.05 * Math.Abs(product - other));
        support += Said(one, ColumnKind.Quantity, ColumnKind.Rate) + Said(other, ColumnKind.Quantity, ColumnKind.Rate) + Said(product, ColumnKind.Amount, ColumnKind.Amount);
        // What is called a quantity or a rate is one of the factors.
        for (var i = 0; i < columns.Count; i++)
            support -= i != one && i != other && i != product && headings[i] is ColumnKind.Quantity or ColumnKind.Rate ? HeadingWeight / 2 : 0;
        return Math.Max(0.01, support);
    }

    private double Said(int column, ColumnKind kind, ColumnKind orKind) =>
        headings[column] is not { } said ? 0 : said == kind || said == orKind ? HeadingWeight : -HeadingWeight;

    /// <summary>Of two factors the quantity: whole, small, often 1; to the left unless something says otherwise.</summary>
    private int QuantityOf(int one, int other)
    {
        double Likeness(int column)
        {
            var values = columns[column].Values.Where(value => !double.IsNaN(value)).Order().ToList();
            // Quantities of "2.00" are whole all the same.
            return (columns[column].IsWhole ? 3 : 0) - (columns[column].IsMoney ? columns[column].IsWhole ? 1 : 2 : 0) - (1.5 * Math.Log10(1 + Math.Abs(values[values.Count / 2])))
                + (values.Count(value => value == 1) / (double)values.Count)
                + (headings[column] == ColumnKind.Quantity ? HeadingWeight : headings[column] == ColumnKind.Rate ? -HeadingWeight : 0);
        }

        return Likeness(other) > Likeness(one) + 0.1 ? other : one;
    }

    /// <summary>Moves the amount to what remains of the gross amount after a discount or with a tax, where a column holds that on most rows.</summary>
    private void Net(ColumnKind[] kinds, int gross)
    {
        var open = Enumerable.Range(0, columns.Count).Where(column => kinds[column] == ColumnKind.Other).ToList();
        (int Net, (int Column, ColumnKind Kind)[] Parts)? best = null;
        var most = 0.0;
        foreach (var net in open)
        {
            foreach (var parts in Parts(open.FindAll(column => column != net)))
            {
                var support = NetSupport(gross, net, parts);
                if (support > most)
                    (best, most) = ((net, parts), support);
            }
        }

        if (best is not { } found)
            return;
        kinds[gross] = ColumnKind.Other;
        kinds[found.Net] = ColumnKind.Amount;
        foreach (var (column, kind) in found.Parts)
            kinds[column] = IsShare(column) ? ColumnKind.Other : kind;
    }

    /// <summary>Nothing, one column, or two that are taken off or added between gross and net.</summary>
    private static IEnumerable<(int Column, ColumnKind Kind)[]> Parts(List<int> open)
    {
        yield return [];
        foreach (var one in open)
        {
            foreach (var parts in With(one, ColumnKind.Discount, open).Concat(With(one, ColumnKind.Tax, open)))
                yield return parts;
        }
    }

    private static List<(int, ColumnKind)[]> With(int one, ColumnKind kind, List<int> open)
    {
        var all = new List<(int, ColumnKind)[]> { new[] { (one, kind) } };
        foreach (var other in open)
        {
            if (other > one)
                all.AddRange([[(one, kind), (other, ColumnKind.Tax)], [(one, kind), (other, ColumnKind.Discount)]]);
        }

        return all;
    }

    private double NetSupport(int gross, int net, (int Column, ColumnKind Kind)[] parts)
    {
        var (shown, holds, support, differs) = (0, 0, 0.0, false);
        for (var row = 0; row < rows; row++)
        {
            var (whole, left) = (columns[gross].Values[row], columns[net].Values[row]);
            if (double.IsNaN(whole) || double.IsNaN(left))
                continue;
            shown++;
            var expected = whole;
            foreach (var (column, kind) in parts)
            {
                var value = columns[column].Values[row];
                var part = double.IsNaN(value) ? 0 : IsShare(column) ? whole * value / 100 : Math.Abs(value);
                expected += kind == ColumnKind.Tax ? part : -part;
            }

            if (!Near(expected, left))
                continue;
            holds++;
            support += expected == whole ? 0.5 : 3;
            differs |= expected != whole;
        }

        // What is left stands right of what it is left from, and where both are the same on all rows nothing else tells them apart.
        if (shown == 0 || holds < 0.8 * shown || (net < gross && !differs))
            return 0;
        // What takes the whole away on many rows is no discount: then the two columns are the other way round, or say who pays which part.
        foreach (var (column, kind) in parts)
        {
            support += Said(column, kind, kind);
            if (columns[column].Values.Zip(columns[gross].Values).Count(pair => pair.First > 0 && Near(pair.First, pair.Second)) * 5 > shown)
                return 0;
        }

        support += Said(net, ColumnKind.Amount, ColumnKind.Amount) + (net > gross ? 0.3 : -2) - (0.2 * parts.Length);
        return support;
    }

    /// <summary>A column of per cent: small, the same few values on many rows.</summary>
    private bool IsShare(int column)
    {
        var values = columns[column].Values.Where(value => !double.IsNaN(value) && value != 0).ToList();
        return values.Count > 0 && values.TrueForAll(value => value is > 0 and <= 40 && value * 2 == Math.Floor(value * 2))
            && values.Distinct().Count() <= Math.Max(1, values.Count / 3) && values.Count > 1;
    }

    /// <summary>Without a product: what headings say, else an amount, and a quantity where only small whole numbers stand.</summary>
    private FigureKinds Unproven(ColumnKind[] kinds)
    {
        for (var column = 0; column < columns.Count; column++)
            kinds[column] = headings[column] is { } said && Decides(said) ? said : ColumnKind.Other;
        if (LastOf(kinds, ColumnKind.Amount) is not { } amount)
        {
            // A table has amounts: if none is called so, one of those without a known heading is, else the last.
            var open = Enumerable.Range(0, columns.Count).Where(column => kinds[column] != ColumnKind.Quantity && !columns[column].IsNumbering && !IsRunning(column)).ToList();
            if (open.Exists(column => headings[column] is null))
                open.RemoveAll(column => headings[column] is not null);
            if (open.Count == 0)
                return new(kinds, false);
            amount = open.LastOrDefault(column => columns[column].IsMoney && columns[column].Count * 2 > rows, open[^1]);
            kinds[amount] = ColumnKind.Amount;
        }

        for (var column = 0; column < columns.Count; column++)
        {
            if (column != amount && kinds[column] == ColumnKind.Amount)
                kinds[column] = ColumnKind.Other;
            else if (kinds[column] == ColumnKind.Other && headings[column] is null && Array.IndexOf(kinds, ColumnKind.Quantity) < 0 && IsQuantity(column))
                kinds[column] = ColumnKind.Quantity;
        }

        return new(kinds, false);
    }

    private static int? LastOf(ColumnKind[] kinds, ColumnKind kind) => Array.LastIndexOf(kinds, kind) is >= 0 and var at ? at : null;

    /// <summary>True for what a column of figures may hold.</summary>
    public static bool Decides(ColumnKind kind) =>
        kind is ColumnKind.Quantity or ColumnKind.Rate or ColumnKind.Discount or ColumnKind.Tax or ColumnKind.Amount or ColumnKind.Unit;

    /// <summary>Small whole numbers, most of them a few.</summary>
    private bool IsQuantity(int column)
    {
        var values = columns[column].Values.Where(value => !double.IsNaN(value)).Order().ToList();
        return values.Count > 0 && columns[column].IsWhole && (!columns[column].IsMeasures || columns[column].HasOneUnit) && !columns[column].IsCounted && values[0] >= 1 && values[values.Count / 2] <= 10 && values[^1] <= 999;
    }

    /// <summary>A running total: each figure is more than the one before by what another column says.</summary>
    private bool IsRunning(int column)
    {
        var values = columns[column].Values;
        for (var other = 0; other < columns.Count; other++)
        {
            if (other == column)
                continue;
            var (steps, holds) = (0, 0);
            for (var row = 1; row < rows; row++)
            {
                if (double.IsNaN(values[row]) || double.IsNaN(values[row - 1]) || double.IsNaN(columns[other].Values[row]))
                    continue;
                steps++;
                holds += Near(values[row] - values[row - 1], columns[other].Values[row]) ? 1 : 0;
            }

            if (steps >= 2 && holds >= Most * steps)
                return true;
        }

        return false;
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) <= (double)Arithmetic.Tolerance / 2 + 0.005;
}
