namespace MediAgents.Billing.Reading.Tables;

/// <summary>What the columns of a table hold, from left to right.</summary>
/// <param name="Kinds">One for each column.</param>
/// <param name="IsProven">Whether quantity x rate gave the amount on most rows.</param>
/// <param name="IsMoney">Whether the amounts look like money: with decimals, commas or signs.</param>
/// <param name="KnownHeadings">How many headings are words that hospitals are known to write.</param>
internal sealed record DecidedColumns(ColumnKind[] Kinds, bool IsProven, bool IsMoney, int KnownHeadings);

/// <summary>
/// Decides what each column of a table holds from all that stands in it. What stands over it counts where the content leaves a
/// choice; where they contradict each other, the content wins.
/// </summary>
internal static class ColumnRoles
{
    /// <param name="rows">The rows, each with a cell or nothing for every column.</param>
    /// <param name="headings">The words over each column; empty where there are none.</param>
    public static DecidedColumns Decide(IReadOnlyList<TextCell?[]> rows, IReadOnlyList<string> headings)
    {
        var contents = Enumerable.Range(0, headings.Count).Select(column => new ColumnContents([.. rows.Select(row => row[column])])).ToList();
        var said = headings.Select(heading => heading.Length == 0 ? null : ColumnWords.Find(heading)).ToList();
        var kinds = new ColumnKind[headings.Count];
        var description = Description(contents, said);
        // "No." numbers the rows, or counts pieces behind the words and where the numbers do not rise.
        for (var column = 0; column < kinds.Length; column++)
        {
            var countsPieces = (description >= 0 && column > description) || contents[column] is { IsFigures: true, IsRising: false, IsCounted: false };
            said[column] = said[column] == ColumnKind.Serial && countsPieces ? ColumnKind.Quantity : said[column];
        }
        for (var column = 0; column < kinds.Length; column++)
            kinds[column] = column == description ? ColumnKind.Description : IsProduct(rows, contents, column) ? ColumnKind.Product : OfText(contents, said, column, description);
        KeepOne(kinds, said, ColumnKind.Serial);
        KeepOne(kinds, said, ColumnKind.Date);
        KeepOne(kinds, said, ColumnKind.Code);

        var isProven = PutFigures(kinds, contents, said);
        // Quantities of a few rows may count up by chance, and those with units look like packs: where they are needed for the amounts they are quantities.
        foreach (var column in Enumerable.Range(0, kinds.Length).Where(column => MayBeQuantity(contents[column], kinds[column], said[column])).OrderBy(column => contents[column].IsFigures).ToList())
        {
            if (isProven)
                break;
            var without = kinds.Select((kind, other) => other == column || FigureColumns.Decides(kind) ? ColumnKind.Other : kind).ToArray();
            if (PutFigures(without, contents, said) && without[column] == ColumnKind.Quantity)
                (kinds, isProven) = (without, true);
        }

        var amount = Array.IndexOf(kinds, ColumnKind.Amount);
        return new(kinds, isProven || kinds.Contains(ColumnKind.Product), amount >= 0 && contents[amount].IsMoney, said.Count(heading => heading is not null));
    }

    /// <summary>A column taken for numbers of the rows without counting them, or for packs or codes without being called so.</summary>
    private static bool MayBeQuantity(ColumnContents content, ColumnKind kind, ColumnKind? said) => kind switch
    {
        ColumnKind.Serial => said != ColumnKind.Serial || !content.IsCounted || content.Count > 2,
        ColumnKind.Pack or ColumnKind.Code => said != kind && content.IsMeasures,
        _ => false,
    };

    /// <summary>Puts in what the columns of figures hold. True if arithmetic proves it.</summary>
    private static bool PutFigures(ColumnKind[] kinds, List<ColumnContents> contents, List<ColumnKind?> said)
    {
        var figures = Enumerable.Range(0, kinds.Length).Where(column => kinds[column] == ColumnKind.Other && MayBeFigures(contents[column], said[column])).ToList();
        var decided = FigureColumns.Decide(figures.ConvertAll(column => contents[column]), figures.ConvertAll(column => said[column]));
        for (var i = 0; i < figures.Count; i++)
            kinds[figures[i]] = decided.Kinds[i];
        return decided.IsProven;
    }

    /// <summary>True if the two figures of one cell give those of another column on most rows; "2x10" may be a pack as well.</summary>
    private static bool IsProduct(IReadOnlyList<TextCell?[]> rows, List<ColumnContents> contents, int column)
    {
        bool Gives(TextCell?[] row, int amount) =>
            row[column] is { Content: CellContent.Product } cell && row[amount] is { Content: CellContent.Figure } sum
            && TextCell.Factors(cell.Text) is var (one, other) && Math.Abs((double)(one * other) - sum.Value) <= (double)Arithmetic.Tolerance;
        return contents[column].IsProducts && Enumerable.Range(0, contents.Count).Any(amount => contents[amount].IsFigures && rows.Count(row => Gives(row, amount)) * 2 > rows.Count);
    }

    /// <summary>Figures, or what is called so where a scan leaves few that can be read.</summary>
    private static bool MayBeFigures(ColumnContents content, ColumnKind? said) => said switch
    {
        ColumnKind.Other or ColumnKind.Batch or ColumnKind.Code => false,
        ColumnKind.Quantity or ColumnKind.Rate or ColumnKind.Discount or ColumnKind.Tax or ColumnKind.Amount => content.IsFigures || content.MayBeFigures,
        _ => content.IsFigures || content.IsMeasures,
    };

    /// <summary>The column with most letters a row; one that is called so counts double.</summary>
    private static int Description(List<ColumnContents> contents, List<ColumnKind?> said)
    {
        double Weight(int column) =>
            contents[column].IsFigures || contents[column].IsDates ? 0
            : contents[column].Letters * (said[column] switch { ColumnKind.Description => 2, null => 1, _ => 0.4 });
        return Enumerable.Range(0, contents.Count).MaxBy(Weight) is var best && Weight(best) > 0 ? best : -1;
    }

    /// <summary>What a column of anything but money and numbers of pieces holds; <see cref="ColumnKind.Other"/> for these.</summary>
    private static ColumnKind OfText(List<ColumnContents> contents, List<ColumnKind?> said, int column, int description)
    {
        var content = contents[column];
        var heading = said[column];
        if (content.Count == 0)
            return heading is { } blank and not ColumnKind.Description ? blank : ColumnKind.Other;
        if (heading is ColumnKind.Quantity or ColumnKind.Rate or ColumnKind.Discount or ColumnKind.Tax or ColumnKind.Amount && content.MayBeFigures)
            return ColumnKind.Other;
        if (content.IsDays && heading == ColumnKind.Date)
            return ColumnKind.Date;
        if (content.IsDates)
            return heading is ColumnKind.Expiry or ColumnKind.Other ? heading.Value : ColumnKind.Date;
        if (content.IsTimes)
            return ColumnKind.Time;
        if (content.IsExpiries && column > description)
            return ColumnKind.Expiry;
        if (heading is ColumnKind.Batch or ColumnKind.Code or ColumnKind.Pack)
            return heading.Value;
        if (content.IsFigures)
            return IsSerial(contents, said, column, description) ? ColumnKind.Serial : ColumnKind.Other;
        if (content.IsUnits)
            return ColumnKind.Unit;
        if (content.IsPacks)
            return ColumnKind.Pack;
        if (heading == ColumnKind.Unit)
            return ColumnKind.Unit;
        return content.IsCodes && heading is null ? column < description || !contents.Exists(other => other.IsExpiries) ? ColumnKind.Code : ColumnKind.Batch : ColumnKind.Other;
    }

    /// <summary>Numbers that count the rows, before the words.</summary>
    private static bool IsSerial(List<ColumnContents> contents, List<ColumnKind?> said, int column, int description) =>
        contents[column].IsWhole && !contents[column].IsMoney && column < description
        && (contents[column].IsCounted || (said[column] == ColumnKind.Serial && !contents[column].IsNumbering && contents[column].IsRising));

    /// <summary>Of several columns of a kind one keeps it: the one that is called so, else the first.</summary>
    private static void KeepOne(ColumnKind[] kinds, List<ColumnKind?> said, ColumnKind kind)
    {
        var all = Enumerable.Range(0, kinds.Length).Where(column => kinds[column] == kind).ToList();
        if (all.Count < 2)
            return;
        var called = all.Where(column => said[column] == kind).ToList();
        var kept = called.Count > 0 ? called[0] : all[0];
        foreach (var column in all.Where(column => column != kept))
            kinds[column] = ColumnKind.Other;
    }
}
