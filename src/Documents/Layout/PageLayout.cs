using System.Text;
using MediAgents.Primitives;

namespace MediAgents.Documents.Layout;

/// <summary>
/// Sets the words of a page in lines of text whose columns stand below each other, as on the page. One blank parts words, two or
/// more part columns; a blank line stands where the page leaves one.
/// </summary>
internal static class PageLayout
{
    /// <summary>Columns of text at most; a page whose words need more keeps their order only.</summary>
    private const int MostColumns = 1000;

    /// <summary>A gap wider than this many characters parts columns; beside a figure the smaller one does.</summary>
    private const double ColumnGap = 1.5;

    /// <summary>In a font whose characters all have one width a blank is as wide as a digit.</summary>
    private const double GapAtFigure = 1.05;

    /// <summary>Beside a sign of multiplication blanks are wider now and then.</summary>
    private const double GapAtTimes = 3;

    /// <summary>A line of text is so many times as high as its ink, which is all that a recogniser tells of it.</summary>
    private const double LineOfInk = 1.4;

    /// <summary>Cells of one column begin at most this many characters apart: a head and its figures.</summary>
    private const int SameColumn = 2;

    /// <param name="page">The words.</param>
    /// <param name="place">Where the rectangle (left, top, right, bottom) of the page's units stands, in fractions of the page.</param>
    public static LaidPage Of(PageWords page, Func<double, double, double, double, PageBox>? place = null)
    {
        var rows = WordRows.Of(page.Words);
        if (page.Words.Any(word => word.Line is null))
            WordJoining.Close(rows);
        if (rows.Count == 0)
            return new("", [], []);
        var lines = Lines(rows);
        var text = new StringBuilder();
        var straight = new List<PageBox?>();
        var asSent = place is null ? straight : [];
        var height = Median([.. rows.Select(row => row.Max(word => word.Height))]) * (rows[0][0].Line is null ? 1 : LineOfInk);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                text.Append('\n');
                if (rows[i].Min(word => word.Top) - rows[i - 1].Max(word => word.Bottom) > height)
                {
                    text.Append('\n');
                    straight.Add(null);
                    if (place is not null)
                        asSent.Add(null);
                }
            }

            text.Append(lines[i]);
            var (left, top, right, bottom) = (rows[i].Min(word => word.Left), rows[i].Min(word => word.Top), rows[i].Max(word => word.Right), rows[i].Max(word => word.Bottom));
            straight.Add(Box(left / page.Width, top / page.Height, right / page.Width, bottom / page.Height));
            if (place is not null)
                asSent.Add(place(left, top, right, bottom));
        }

        return new(text.ToString(), asSent, straight);
    }

    /// <summary>A box of fractions of a page, cut off at its edges.</summary>
    public static PageBox Box(double left, double top, double right, double bottom)
    {
        static double Within(double value) => double.IsFinite(value) ? Math.Round(Math.Clamp(value, 0, 1), 4) : 0;
        return new(Within(left), Within(top), Math.Round(Within(right) - Within(left), 4), Math.Round(Within(bottom) - Within(top), 4));
    }

    private static List<string> Lines(List<List<PlacedWord>> rows)
    {
        var pitch = rows[0][0].Line is not null ? Typewriter.Pitch(rows.SelectMany(row => row)) : null;
        var width = pitch ?? CharacterWidth(rows);
        var cells = new List<List<Cell>>();
        foreach (var row in rows)
            cells.Add(CellsOf(row, width, pitch is not null));
        Place([.. cells.SelectMany(row => row)]);
        return [.. cells.Select(Write)];
    }

    /// <summary>The width of a digit, the same for all digits of a font, else of a letter.</summary>
    private static double CharacterWidth(List<List<PlacedWord>> rows)
    {
        static double Of(PlacedWord word) => word.Width / word.Text.Length;
        var words = rows.SelectMany(row => row).Where(word => word is { Text.Length: >= 3, Width: > 0 }).ToList();
        var figures = words.Where(word => word.IsFigure).ToList();
        var widths = (figures.Count >= 5 ? figures : words).Select(Of).ToArray();
        return widths.Length > 0 ? Median(widths) : Math.Max(1e-3, rows[0][0].Height * 0.4);
    }

    private static List<Cell> CellsOf(List<PlacedWord> row, double width, bool isTypewritten)
    {
        var cells = new List<Cell>();
        for (var i = 0; i < row.Count; i++)
        {
            var word = row[i];
            if (i == 0 || word.Left - row[i - 1].Right > (isTypewritten ? Typewriter.WidestBlank * width : LeastGap(row[i - 1], word, width)))
                cells.Add(new Cell { Before = cells.LastOrDefault(), Start = Anchor(word, width), IsFigure = word.IsFigure });
            else
                cells[^1].Text.Append(' ');
            cells[^1].IsFigure &= word.IsFigure;
            foreach (var c in word.Text)
                cells[^1].Text.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c);
        }

        return cells;
    }

    /// <summary>The widest gap between two words of one column. Fonts of several widths may stand on a page: a figure's own counts.</summary>
    private static double LeastGap(PlacedWord before, PlacedWord word, double width)
    {
        // "2 x 450.00" is one cell, however the signs stand in it.
        if (IsTimes(before) || (IsTimes(word) && before.IsFigure))
            return GapAtTimes * width;
        static double Own(PlacedWord figure) => figure.IsFigure ? figure.Width / figure.Text.Length : 0;
        return word.IsFigure || before.IsFigure ? GapAtFigure * Math.Max(width, Math.Max(Own(before), Own(word))) : ColumnGap * width;
    }

    private static bool IsTimes(PlacedWord word) => word.Text is "x" or "X" or "×";

    /// <summary>Figures are set by their right edge: a column of them stands right-aligned.</summary>
    private static int Anchor(PlacedWord word, double width)
    {
        var column = word.IsFigure ? Math.Round(word.Right / width) - word.Text.Length : Math.Round(word.Left / width);
        return (int)Math.Clamp(column, -MostColumns, 100_000);
    }

    /// <summary>
    /// Moves cells right where text is longer than its place on the page, and everything further right on the page with them, so
    /// that what stands below each other stays so.
    /// </summary>
    private static void Place(List<Cell> cells)
    {
        foreach (var cell in cells.Where(cell => cell.Before is not null))
            cell.Start = Math.Max(cell.Start, cell.Before!.Start + 1);
        var ordered = cells.OrderBy(cell => cell.Start).ToList();
        var shift = -ordered[0].Start;
        var shifts = new int[ordered.Count];
        for (var i = 0; i < ordered.Count; i++)
        {
            var cell = ordered[i];
            var free = cell.Before is { } before ? before.Column + before.Text.Length + 2 : 0;
            shift = Math.Clamp(free - cell.Start, shift, Math.Max(shift, MostColumns - cell.Start));
            cell.Column = cell.Start + shift;
            shifts[i] = shift;
        }

        // What begins a little further left than the cell that had to move stands in the same column.
        for (int i = 0, last = 0; i < ordered.Count; i++)
        {
            while (last + 1 < ordered.Count && ordered[last + 1].Start <= ordered[i].Start + SameColumn)
                last++;
            ordered[i].Column = Math.Min(MostColumns, ordered[i].Start + shifts[last]);
        }

        AlignFigures(ordered);
    }

    /// <summary>Figures that end below each other go on doing so, however long they are: what stands right of one has moved as far as any of them.</summary>
    private static void AlignFigures(List<Cell> cells)
    {
        var figures = cells.Where(cell => cell.IsFigure).OrderBy(cell => cell.End).ToList();
        for (int i = 0, next; i < figures.Count; i = next)
        {
            for (next = i + 1; next < figures.Count && figures[next].End <= figures[i].End + 1;)
                next++;
            var column = figures.GetRange(i, next - i);
            var shift = column.Max(cell => cell.Column - cell.Start);
            foreach (var cell in column)
                cell.Column = Math.Min(MostColumns, cell.Start + shift);
        }
    }

    private static string Write(List<Cell> row)
    {
        var line = new StringBuilder();
        foreach (var cell in row)
            line.Append(' ', Math.Max(line.Length == 0 ? 0 : 2, cell.Column - line.Length)).Append(cell.Text);
        return line.ToString();
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private sealed class Cell
    {
        public Cell? Before { get; init; }

        public int Start { get; set; }

        public int Column { get; set; }

        public bool IsFigure { get; set; }

        /// <summary>Where it would end had nothing moved.</summary>
        public int End => Start + Text.Length;

        public StringBuilder Text { get; } = new();
    }
}
