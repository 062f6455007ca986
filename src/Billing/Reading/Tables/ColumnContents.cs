namespace MediAgents.Billing.Reading.Tables;

/// <summary>What the cells of one column have in common.</summary>
internal sealed class ColumnContents
{
    private const double Most = 0.7;

    private const double Distinct = 0.9;

    private readonly List<string> texts;

    /// <param name="cells">The column's cells from the top; null where a row has none.</param>
    public ColumnContents(IReadOnlyList<TextCell?> cells)
    {
        var filled = cells.Where(cell => cell is { Content: not CellContent.Blank }).Select(cell => cell!.Value).ToList();
        texts = filled.ConvertAll(cell => cell.Text);
        Count = filled.Count;
        IsFigures = Share(filled.Count(cell => cell.Content == CellContent.Figure));
        IsMeasures = !IsFigures && Share(filled.Count(cell => cell.Content is CellContent.Figure or CellContent.Measure));
        Values = [.. cells.Select(cell => cell is { Content: CellContent.Figure or CellContent.Measure, Value: var value } && (IsMeasures || cell is { Content: CellContent.Figure }) ? value : double.NaN)];
        MayBeFigures = IsFigures || texts.TrueForAll(text => text.Any(char.IsDigit) || Misreadings.IsSuspect(text));
        IsDates = Share(filled.Count(cell => cell.Content == CellContent.Date));
        IsProducts = Share(filled.Count(cell => cell.Content == CellContent.Product));
        IsTimes = Share(texts.Count(Dates.IsTime));
        IsExpiries = Share(texts.Count(text => ExpiryMonths.Read(text) is not null)) && !IsDates && !IsFigures;
        IsPacks = Share(texts.Count(text => MedicineCells.IsPack(text) || Units.Find(text) is not null || TextCell.Measure(text) is not null)) && texts.Exists(MedicineCells.IsPack);
        IsUnits = Share(texts.Count(text => Units.Find(text) is not null));
        IsCodes = Share(texts.Count(IsCode));
        Letters = Count == 0 ? 0 : texts.Sum(text => text.Count(char.IsLetter)) / (double)cells.Count;
        IsDays = IsFigures && filled.TrueForAll(cell => cell.Value is >= 1 and <= 31 && cell.Text.Length <= 2);
        IsWhole = (IsFigures || IsMeasures) && filled.TrueForAll(cell => double.IsNaN(cell.Value) || cell.Value == Math.Floor(cell.Value));
        IsMoney = IsFigures && Share(texts.Count(text => text.AsSpan().IndexOfAny(".,₹/") >= 0));
        IsCounted = IsFigures && IsWhole && !IsMoney && Counts();
    }

    /// <summary>How many rows have something here.</summary>
    public int Count { get; }

    /// <summary>Not a number where a row has none.</summary>
    public double[] Values { get; }

    public bool IsFigures { get; }

    /// <summary>Measures of one unit only: packs differ.</summary>
    public bool HasOneUnit => IsMeasures && texts.Count > 2 && texts.Select(text => TextCell.Measure(text)?.Unit ?? "").Distinct().Count() == 1;

    /// <summary>Numbers with a word, as quantities with their unit and packs are.</summary>
    public bool IsMeasures { get; }

    /// <summary>Figures some of which cannot be read.</summary>
    public bool MayBeFigures { get; }

    public bool IsWhole { get; }

    /// <summary>Figures with decimals, commas or signs of money.</summary>
    public bool IsMoney { get; }

    /// <summary>Most of its figures are more than the one above, and hardly one stands twice.</summary>
    public bool IsRising
    {
        get
        {
            var known = Values.Where(value => !double.IsNaN(value)).ToList();
            return known.Zip(known.Skip(1)).Count(pair => pair.Second > pair.First) >= Most * (known.Count - 1) && known.Distinct().Count() >= Distinct * known.Count;
        }
    }

    /// <summary>Whole numbers of which each is one more than the one before, or 1 again.</summary>
    public bool IsCounted { get; }

    public bool IsDates { get; }

    /// <summary>Quantity and rate in one cell.</summary>
    public bool IsProducts { get; }

    /// <summary>Days of a month, whose month and year may have wrapped below them.</summary>
    public bool IsDays { get; }

    public bool IsTimes { get; }

    public bool IsExpiries { get; }

    public bool IsPacks { get; }

    public bool IsUnits { get; }

    /// <summary>Letters or signs with digits and no blanks, as codes and batch numbers are.</summary>
    public bool IsCodes { get; }

    /// <summary>Letters a row.</summary>
    public double Letters { get; }

    /// <summary>Whole numbers of one length, four digits or more: numbers of something, not of how many.</summary>
    public bool IsNumbering =>
        IsWhole && !IsMoney && texts.Count > 1 && texts[0].Length >= 4 && texts.TrueForAll(text => text.Length == texts[0].Length) && texts.Distinct().Count() * 2 > texts.Count;

    private bool Share(int matching) => Count > 0 && matching >= Most * Count;

    private bool Counts()
    {
        var (steps, rising, again) = (0, 0, 0);
        var last = double.NaN;
        foreach (var value in Values)
        {
            if (double.IsNaN(value))
                continue;
            if (!double.IsNaN(last))
            {
                steps++;
                rising += value == last + 1 ? 1 : 0;
                again += value == 1 && last > 1 ? 1 : 0;
            }

            last = value;
        }

        return steps >= 2 ? rising > 2 * again && rising + again >= Most * steps : last is >= 1 and <= 9_999;
    }

    private static bool IsCode(string text) =>
        text.Length is >= 3 and <= 16 && text.Any(char.IsDigit) && !text.Contains(' ', StringComparison.Ordinal)
        && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '/' or '.' or '_');
}
