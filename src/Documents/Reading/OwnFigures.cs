using MediAgents.Documents.Images;
using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Reading;

/// <summary>A part of a page in which figures of one Indian script stand below each other, in the page's units.</summary>
/// <param name="Zero">The script's digit 0; the others follow it.</param>
internal readonly record struct FigureColumn(char Zero, double Left, double Top, double Right, double Bottom)
{
    public Part Place => new(Left, Top, Right, Bottom);

    public bool Holds(PlacedWord word) => word.Left >= Left && word.Right <= Right && word.Middle >= Top && word.Middle <= Bottom;
}

/// <summary>
/// The figures of bills that use the digits of their own script. Where such figures stand below each other, all figures of the
/// column are of that script, and a Latin digit among them is the one that looks like it.
/// </summary>
internal static class OwnFigures
{
    /// <summary>The digits 0 of Devanagari, Bengali and Tamil.</summary>
    private const string Zeros = "\u0966\u09E6\u0BE6";

    /// <summary>Fewer figures, or a smaller part of all, are stray readings on a page of Latin digits.</summary>
    private const int Fewest = 4;

    private const double LeastShare = 0.25;

    /// <summary>So many figures stand below each other in a column at least; where the page has few lines of them, a single one will do.</summary>
    private const int FewestInColumn = 3;

    private const int FewLines = 5;

    /// <summary>A figure read less surely does not tell where its column ends: it may be two words in one.</summary>
    private const double Placed = 40;

    /// <summary>A Latin word read as surely as this is no figure.</summary>
    private const double Sure = 80;

    /// <summary>The part of its usual width that a character lacks at least where there is one too many.</summary>
    private const double TooNarrow = 0.07;

    /// <summary>A column of figures has fewer words than this part of them, and they are no longer than the other characters.</summary>
    private const double MostStrays = 0.35;

    private const int LongestStray = 4;

    /// <summary>Figures that make a line of text a row of the table.</summary>
    private const int FewestInRow = 2;

    /// <summary>Characters of a lone word that may be a figure, at most.</summary>
    private const int LongestAlike = 2;

    private const char Devanagari = '\u0966';

    /// <summary>Where figures of an Indian script stand below each other; empty on a page of Latin digits.</summary>
    public static IReadOnlyList<FigureColumn> Columns(IReadOnlyList<PlacedWord> words)
    {
        var figures = words.Where(word => word.IsFigure).ToList();
        var columns = new List<FigureColumn>();
        foreach (var zero in Zeros)
        {
            var own = figures.Where(word => IsOf(word.Text, zero)).ToList();
            if (own.Count < Fewest || own.Count < LeastShare * figures.Count)
                continue;
            columns.AddRange(Columns([.. own, .. Alike(words, own, zero)], zero));
        }

        return columns;
    }

    /// <summary>
    /// Words alone in their cells that may be figures of the script, on lines that have others: quantities are mostly the digit 1, of
    /// which the English model makes a letter or another digit on nearly every row.
    /// </summary>
    private static IEnumerable<PlacedWord> Alike(IReadOnlyList<PlacedWord> words, List<PlacedWord> own, char zero)
    {
        var rows = own.GroupBy(word => word.Line).Where(row => row.Count() >= FewestInRow).Select(row => row.Key).ToHashSet();
        return words.Where(word => word.Text.Length <= LongestAlike && rows.Contains(word.Line) && !IsOf(word.Text, zero) && IsAlike(word.Text, zero)
            && words.All(other => other.Line != word.Line || other == word || Math.Max(other.Left - word.Right, word.Left - other.Right) > word.Height));
    }

    private static bool IsAlike(string text, char zero) => IsOne(text, zero) || Own(text, zero) is not null;

    /// <summary>What the English model takes the digit 1 of Devanagari for.</summary>
    private static bool IsOne(string text, char zero) => zero == Devanagari && text is "g" or "q" or "Q";

    /// <summary>The words with the figures of these columns as they were read again.</summary>
    /// <param name="words">The words read first.</param>
    /// <param name="columns">Where figures of an Indian script stand.</param>
    /// <param name="again">What was read there by the script's own model.</param>
    /// <param name="rests">Gets what stands behind a figure that had run into the next word, for that word to be read apart.</param>
    public static List<PlacedWord> Replaced(IReadOnlyList<PlacedWord> words, IReadOnlyList<FigureColumn> columns, IReadOnlyList<PlacedWord> again, List<PlacedWord> rests)
    {
        var replaced = words.ToList();
        foreach (var word in again)
        {
            if (ColumnOf(word, columns) is not { } column || Own(word.Text, column.Zero) is not { } text)
                continue;
            var there = replaced.Where(word.IsOver).ToList();
            if (there.Exists(old => IsBetter(old, word, column.Zero)))
                continue;
            replaced.RemoveAll(there.Contains);
            var line = there.Count > 0 ? there[0].Line : word.NearestLine(words);
            replaced.Add(word with { Text = text, Line = line });
            rests.AddRange(there.Where(old => old.Right - word.Right > old.Height).Select(old => old with { Text = "", Left = word.Right, Line = line }));
        }

        return replaced;
    }

    /// <summary>The words with what is left in the columns put right or taken away.</summary>
    public static List<PlacedWord> Settled(IReadOnlyList<PlacedWord> words, IReadOnlyList<FigureColumn> columns)
    {
        var settled = words.ToList();
        foreach (var column in columns)
        {
            Settle(settled, column);
            settled.RemoveAll(Strays(settled, column).Contains);
        }

        return settled;
    }

    /// <summary>
    /// What is left in a column: single Latin letters that look like a digit, and digits that the model wrote twice. Digits of a font
    /// are equally wide, so a word too narrow for its digits has one too many.
    /// </summary>
    private static void Settle(List<PlacedWord> words, FigureColumn column)
    {
        var inside = Enumerable.Range(0, words.Count).Where(i => column.Holds(words[i])).ToList();
        var widths = inside.Select(i => words[i]).Where(word => word.Text.Length >= 4 && IsOf(word.Text, column.Zero)).Select(word => word.Width / word.Text.Length).Order().ToList();
        foreach (var i in inside)
        {
            var word = words[i];
            if (IsOne(word.Text, column.Zero))
                words[i] = word with { Text = "\u0967" };
            else if (OwnDates.Repair(word.Text, column.Zero) is { } date)
                words[i] = word with { Text = date };
            else if (widths.Count >= FewestInColumn && IsOf(word.Text, column.Zero))
                words[i] = word with { Text = Fitting(word.Text, word.Width, widths[widths.Count / 2]) };
        }
    }

    /// <summary>
    /// What is no figure in a column of nothing but figures, above the last and below the first of them: misread, and better missing
    /// than taken for a word of the row.
    /// </summary>
    private static List<PlacedWord> Strays(List<PlacedWord> words, FigureColumn column)
    {
        var figures = words.Where(word => column.Holds(word) && IsOf(word.Text, column.Zero)).ToList();
        if (figures.Count < FewestInColumn)
            return [];
        var (first, last) = (figures.Min(word => word.Middle), figures.Max(word => word.Middle));
        var others = words.Where(word => column.Holds(word) && word.Middle > first && word.Middle < last && !IsOf(word.Text, column.Zero)).ToList();
        return others.Count <= MostStrays * figures.Count ? [.. others.Where(word => word.Text.Length <= LongestStray)] : [];
    }

    /// <summary>The figure without digits that its width has no place for.</summary>
    private static string Fitting(string text, double width, double character)
    {
        while (Doubled(text) is var at and >= 0)
        {
            var lacking = character - (width / text.Length);
            if (lacking <= TooNarrow * character || Math.Abs((width / (text.Length - 1)) - character) > lacking * 3 / 4)
                break;
            text = text.Remove(at, 1);
        }

        return text;
    }

    /// <summary>Where a digit stands behind the same one; -1 if nowhere.</summary>
    private static int Doubled(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsDigit(text[i]) && text[i] == text[i - 1])
                return i;
        }

        return -1;
    }

    private static IEnumerable<FigureColumn> Columns(List<PlacedWord> own, char zero)
    {
        var height = own.Select(word => word.Height).Order().ElementAt(own.Count / 2);
        var edges = own.SelectMany(word => new[] { (At: word.Left, Step: 1), (At: word.Right, Step: -1) }).OrderBy(edge => edge.At);
        var least = own.Select(word => word.Line).Distinct().Count() <= FewLines ? 1 : FewestInColumn;
        var (depth, left) = (0, double.NaN);
        foreach (var (at, step) in edges)
        {
            depth += step;
            if (step > 0 && depth == least)
                left = double.IsNaN(left) ? at : left;
            if (step < 0 && depth == least - 1)
            {
                var (from, to) = (left, at);
                var inside = own.Where(word => word.Left < to && word.Right > from).ToList();
                var ends = inside.Where(word => word.Confidence >= Placed).Select(word => word.Right).DefaultIfEmpty(to).Max();
                left = double.NaN;
                yield return new(
                    zero,
                    inside.Min(word => Math.Max(word.Left, from - (6 * height))) - (height / 2),
                    own.Min(word => word.Top) - height,
                    Math.Min(to, ends) + (height / 2),
                    own.Max(word => word.Bottom) + (2 * height));
            }
        }
    }

    private static FigureColumn? ColumnOf(PlacedWord word, IReadOnlyList<FigureColumn> columns)
    {
        foreach (var column in columns)
        {
            if (word.Left < column.Right && word.Right > column.Left)
                return column;
        }

        return null;
    }

    /// <summary>Whether what was read first is to stay.</summary>
    private static bool IsBetter(PlacedWord first, PlacedWord again, char zero) =>
        IsOf(first.Text, zero)
            ? first.Confidence >= again.Confidence
            : first.Confidence >= Sure && first.Text.Count(char.IsLetter) >= 3;

    /// <summary>A figure in the digits of one script only.</summary>
    public static bool IsOf(string text, char zero)
    {
        var any = false;
        foreach (var c in text)
        {
            if (char.IsLetter(c) || (char.IsDigit(c) && (c < zero || c > zero + 9)))
                return false;
            any |= char.IsDigit(c);
        }

        return any;
    }

    /// <summary>The figure in the script's own digits; null for what is none.</summary>
    public static string? Own(string text, char zero)
    {
        var own = new char[text.Length];
        var any = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                if (LookAlikes.Own(c, zero) is not { } digit)
                    return null;
                c = digit;
            }
            else if (c == '€' && zero == Devanagari)
            {
                // How an 8 is drawn in Devanagari.
                c = '\u096E';
            }
            else if (char.IsDigit(c) ? c < zero || c > zero + 9 : c is not ('.' or ',' or '-' or '/' or ':' or '(' or ')'))
            {
                return null;
            }

            any |= char.IsDigit(c);
            own[i] = c;
        }

        return any && own.Contains('(') == own.Contains(')') ? new string(own) : null;
    }
}
