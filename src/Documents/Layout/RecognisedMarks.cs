namespace MediAgents.Documents.Layout;

/// <summary>
/// Puts right what recognition does to the marks of a page: specks are taken off, a dash or an ampersand between two words stays, a
/// figure cut in two before its point is one again, and a comma before the last two digits is a point.
/// </summary>
internal static class RecognisedMarks
{
    /// <summary>Blanks beside a mark of a sentence are narrower than this part of its line's height; a dash alone in a cell stands further away.</summary>
    private const double Blank = 0.9;

    /// <summary>The gap inside a figure, a part of its height.</summary>
    private const double InFigure = 0.5;

    /// <summary>A mark read less surely is dust.</summary>
    private const double Sure = 50;

    /// <param name="words">The words of a page as the recogniser wrote them, line by line.</param>
    public static void Mend(List<PlacedWord> words)
    {
        var kept = new List<PlacedWord>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var text = Specks.Without(word.Text);
            if (!text.IsEmpty)
                Add(kept, word with { Text = Figure(text) });
            else if (IsMark(word) && i > 0 && i + 1 < words.Count && IsNear(words[i - 1], word) && IsNear(word, words[i + 1]))
                kept.Add(word);
        }

        words.Clear();
        words.AddRange(kept);
    }

    private static void Add(List<PlacedWord> words, PlacedWord word)
    {
        if (words.Count > 0 && words[^1] is var before && before.Line == word.Line && IsDecimals(word.Text) && before.IsFigure && !before.Text.Contains('.', StringComparison.Ordinal)
            && word.Left - before.Right < InFigure * Math.Min(before.Height, Math.Max(word.Height, before.Height)))
        {
            words[^1] = before with
            {
                Text = before.Text + word.Text,
                Right = word.Right,
                Top = Math.Min(before.Top, word.Top),
                Bottom = Math.Max(before.Bottom, word.Bottom),
                Confidence = Math.Min(before.Confidence, word.Confidence),
            };
        }
        else
        {
            words.Add(word);
        }
    }

    private static bool IsDecimals(string text) => text.Length == 3 && text[0] == '.' && char.IsDigit(text[1]) && char.IsDigit(text[2]);

    private static bool IsMark(PlacedWord word) => word.Text is "-" or "–" or "—" or "&" or "+" or "/" or "@" && word.Confidence >= Sure;

    /// <summary>Two words of one line with a blank between them, the one that is no mark with a letter or a digit.</summary>
    private static bool IsNear(PlacedWord one, PlacedWord other) =>
        one.Line == other.Line && other.Left - one.Right < Blank * Math.Max(one.Height, other.Height)
        && (one.Text.Any(char.IsLetterOrDigit) || other.Text.Any(char.IsLetterOrDigit));

    /// <summary>Of two marks beside each other one is a speck; a comma parts two digits from a figure nowhere in India.</summary>
    private static string Figure(ReadOnlySpan<char> text)
    {
        Span<char> figure = stackalloc char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c))
                return text.ToString();
            if (c is '.' or ',' && length > 0 && figure[length - 1] is '.' or ',')
                figure[length - 1] = '.';
            else
                figure[length++] = c;
        }

        if (length >= 4 && figure[length - 3] == ',' && char.IsDigit(figure[length - 1]) && char.IsDigit(figure[length - 2]) && figure[..(length - 3)].IndexOfAny('.', '/', '-') < 0)
            figure[length - 3] = '.';
        return figure[..length].ToString();
    }
}
