using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Reading;

/// <summary>
/// Words in which the English model has probably taken letters of an Indian script for its own: uncertain Latin words on a line of
/// that script, what stands where a month should, and dates whose month is none.
/// </summary>
internal static class DoubtfulWords
{
    /// <summary>More on one page are not read again: that page was not read at all.</summary>
    private const int Most = 80;

    /// <summary>Below this confidence Latin letters are doubtful on a page of an Indian script, and below the other one on a line of it.</summary>
    private const double Unsure = 60;

    private const double UnsureAmongIndian = 80;

    /// <summary>Letters that the English model makes of a month's name at most.</summary>
    private const int LongestMonth = 10;

    private static readonly HashSet<string> EnglishMonths = new(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], StringComparer.OrdinalIgnoreCase);

    private static readonly char[] Marks = ['-', '/', '.'];

    /// <summary>Which of the words are to be read again.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<PlacedWord> words)
    {
        var named = words.Where(word => Parts(word.Text) is { } parts && IsIndian(parts[1])).ToList();
        var lines = words.Where(word => word.Text.Any(IsIndianLetter)).Select(word => word.Line).ToHashSet();
        var doubtful = new List<int>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (Parts(word.Text) is { } parts ? IsNoMonth(parts[1]) || IsAmong(word, parts[1], named) : lines.Count > 0 && IsLatin(word) && (word.Confidence < (lines.Contains(word.Line) ? UnsureAmongIndian : Unsure) || IsMonthsPlace(words, i)))
                doubtful.Add(i);
        }

        return doubtful.Count <= Most ? doubtful : [];
    }

    /// <summary>The words, doubtful ones as they were read again where that is better.</summary>
    public static List<PlacedWord> Replaced(IReadOnlyList<PlacedWord> words, IReadOnlyList<int> doubtful, IReadOnlyList<PlacedWord> again)
    {
        var replaced = words.ToList();
        foreach (var i in doubtful)
        {
            var first = words[i];
            var there = again.Where(first.IsOver).OrderBy(word => word.Left).ToList();
            if (there.Count == 0)
                continue;
            var text = string.Concat(there.Select(word => word.Text));
            if (Parts(first.Text) is { } parts)
            {
                if (Spliced(first.Text, parts, text) is { } date)
                    replaced[i] = first with { Text = date };
            }
            else if (there.TrueForAll(word => IsIndian(word.Text)) && (there.Min(word => word.Confidence) > first.Confidence || IsMonthsPlace(words, i)))
            {
                replaced[i] = first with { Text = string.Join(' ', there.Select(word => word.Text)), Confidence = there.Min(word => word.Confidence) };
            }
        }

        return replaced;
    }

    /// <summary>Day and year of the one reading, the month's letters of the other.</summary>
    private static string? Spliced(string text, string[] first, string again)
    {
        if (Parts(again) is not { } parts || !IsIndian(parts[1]))
            return null;
        var mark = text[first[0].Length];
        return $"{first[0]}{mark}{parts[1]}{mark}{first[2]}";
    }

    /// <summary>Day, month and year of what has the shape of a date; null for anything else.</summary>
    private static string[]? Parts(string text)
    {
        var at = text.IndexOfAny(Marks);
        var last = text.LastIndexOfAny(Marks);
        if (at < 0 || last <= at + 1 || text[at] != text[last])
            return null;
        string[] parts = [text[..at], text[(at + 1)..last], text[(last + 1)..]];
        return parts[0].Length <= 2 && parts[0].All(char.IsDigit) && parts[2].Length is 2 or 4 && parts[2].All(char.IsDigit) ? parts : null;
    }

    private static bool IsNoMonth(string month)
    {
        if (IsIndian(month) || month.All(char.IsAsciiLetter))
            return false;
        var number = month.Length <= 2 && month.All(char.IsDigit) ? month.Aggregate(0, (value, c) => (value * 10) + (int)char.GetNumericValue(c)) : 0;
        return number is < 1 or > 12;
    }

    /// <summary>A word that is no English month between a day and a year: the script's own word for one, however sure the English model is.</summary>
    private static bool IsMonthsPlace(IReadOnlyList<PlacedWord> words, int at)
    {
        if (at == 0 || at + 1 >= words.Count)
            return false;
        var (day, month, year) = (words[at - 1], words[at], words[at + 1]);
        return day.Line == month.Line && month.Line == year.Line && month.Left - day.Right < month.Height && year.Left - month.Right < month.Height
            && day.Text.Length <= 2 && day.Text.All(char.IsDigit) && year.Text.Length is 2 or 4 && year.Text.All(char.IsDigit)
            && month.Text.Length <= LongestMonth && !EnglishMonths.Contains(month.Text.Length < 3 ? "" : month.Text[..3]);
    }

    /// <summary>A date in figures below dates with the month's name.</summary>
    private static bool IsAmong(PlacedWord word, string month, List<PlacedWord> named) =>
        !IsIndian(month) && named.Exists(other => other.Left < word.Right && other.Right > word.Left);

    private static bool IsLatin(PlacedWord word) => word.Text.Any(char.IsAsciiLetter) && !word.Text.Any(IsIndianLetter);

    /// <summary>Letters and signs of Indian scripts, nothing Latin beside them.</summary>
    private static bool IsIndian(string text) => text.Any(IsIndianLetter) && !text.Any(char.IsAsciiLetterOrDigit);

    private static bool IsIndianLetter(char c) => c is >= '\u0900' and <= '\u0BFF' && char.IsLetter(c);
}
