using MediAgents.Documents.Images;
using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Reading;

/// <summary>A place of a column in which a figure is missing or is not of the column's form.</summary>
/// <param name="Column">The column.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Line">The line of text it belongs to.</param>
/// <param name="Form">The form of the column's figures.</param>
/// <param name="Present">The indices of the words that stand there.</param>
internal sealed record OddFigure(FigureColumn Column, Part Place, int? Line, string Form, IReadOnlyList<int> Present);

/// <summary>
/// Figures that do not look like the others of their column: amounts without two digits behind the point, dates of another year,
/// uncertain ones, and none at all. Each is read once more in a line of its own, where nothing beside it misleads the recogniser.
/// </summary>
internal static class OddFigures
{
    private const string Amount = "amount";
    private const string Count = "count";
    private const string Odd = "odd";

    /// <summary>Fewer figures do not tell a column's form, nor do those of which a smaller part has one.</summary>
    private const int Fewest = 3;

    private const double LeastShare = 0.6;

    /// <summary>Figures that make a line of text a row of the table.</summary>
    private const int FewestInRow = 2;

    /// <summary>What is read less surely is read again.</summary>
    private const double Sure = 50;

    /// <summary>What is read in a line of its own less surely is not taken.</summary>
    private const double Least = 25;

    /// <summary>More on one page are not read again: that page was not read at all.</summary>
    private const int Most = 60;

    public static IReadOnlyList<OddFigure> Of(IReadOnlyList<PlacedWord> words, IReadOnlyList<FigureColumn> columns)
    {
        var odd = new List<OddFigure>();
        var rows = Enumerable.Range(0, words.Count).GroupBy(i => words[i].Line)
            .Select(row => (Line: row.Key, Words: row.ToList(), Figures: row.Select(i => words[i]).Where(word => columns.Any(column => column.Holds(word) && OwnFigures.IsOf(word.Text, column.Zero))).ToList()))
            .Where(row => row.Figures.Count >= FewestInRow)
            .ToList();
        foreach (var column in columns)
        {
            var figures = rows.SelectMany(row => row.Figures).Where(column.Holds).ToList();
            if (figures.Count < Fewest || figures.GroupBy(word => FormOf(word.Text)).MaxBy(group => group.Count()) is not { } most
                || most.Key == Odd || most.Count() < LeastShare * figures.Count)
                continue;
            foreach (var row in rows)
            {
                var present = row.Words.Where(i => words[i].Left < column.Right && words[i].Right > column.Left).ToList();
                if (present is [var only] && FormOf(words[only].Text) == most.Key && words[only].Confidence >= Sure && OwnFigures.IsOf(words[only].Text, column.Zero))
                    continue;
                if (present.Exists(i => !column.Holds(words[i])))
                    continue;
                var height = row.Figures.Select(word => word.Height).Order().ElementAt(row.Figures.Count / 2);
                var middle = row.Figures.Select(word => word.Middle).Order().ElementAt(row.Figures.Count / 2);
                odd.Add(new(column, new(column.Left, middle - (0.8 * height), column.Right, middle + (0.8 * height)), row.Line, most.Key, present));
            }
        }

        return odd.Count <= Most ? odd : [];
    }

    /// <param name="words">The words of the page.</param>
    /// <param name="odd">Which of them were read again.</param>
    /// <param name="again">For each of those what was read.</param>
    public static List<PlacedWord> Replaced(IReadOnlyList<PlacedWord> words, IReadOnlyList<OddFigure> odd, IReadOnlyList<IReadOnlyList<PlacedWord>> again)
    {
        var gone = new HashSet<int>();
        var added = new List<PlacedWord>();
        foreach (var (place, read) in odd.Zip(again))
        {
            if (read is not [var word] || OwnFigures.Own(Bare(word.Text), place.Column.Zero) is not { } text || FormOf(text) != place.Form || word.Confidence < Least)
                continue;
            if (place.Present.Any(i => FormOf(words[i].Text) == place.Form && words[i].Confidence >= word.Confidence))
                continue;
            gone.UnionWith(place.Present);
            added.Add(word with { Text = text, Line = place.Line });
        }

        return [.. words.Where((_, i) => !gone.Contains(i)), .. added];
    }

    /// <summary>Without one stray bracket or letter on either side: nothing but figures stands there, and a 6 begins like a letter.</summary>
    private static string Bare(string text)
    {
        var (from, to) = (0, text.Length);
        if (to - from > 1 && IsStray(text[from]))
            from++;
        if (to - from > 1 && IsStray(text[to - 1]))
            to--;
        return text[from..to];
    }

    private static bool IsStray(char c) => char.IsLetter(c) || c is '(' or ')';

    /// <summary>What figures of one column have in common; a date's year is part of it.</summary>
    private static string FormOf(string text)
    {
        if (text.All(char.IsDigit))
            return Count;
        if (text.Any(c => !char.IsDigit(c) && c is not ('.' or ',' or '-' or '/')))
            return Odd;
        var parts = text.Split('.', ',', '-', '/');
        if (parts is [{ Length: 1 or 2 } day, { Length: 1 or 2 }, { Length: 2 or 4 } year] && (year.Length == 4 || (text[^3] is not ',' && text[day.Length] == text[^3])))
            return OwnDates.IsDay(day) && OwnDates.IsMonth(parts[1]) ? $"year {year}" : Odd;
        return text.Length > 3 && text[^3] is '.' && char.IsDigit(text[^1]) && char.IsDigit(text[^2]) ? Amount : Odd;
    }
}
