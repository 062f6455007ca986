namespace MediAgents.Documents.Layout;

/// <summary>
/// Puts right what recognition does to the marks of a page: specks are taken off, a dash or an ampersand between two words stays, a
/// figure cut in two before its point is one again, a comma before the last two digits is a point, and a date gets its slashes back.
/// </summary>
internal static class RecognisedMarks
{
    /// <summary>Blanks beside a mark of a sentence are narrower than this part of its line's height; a dash alone in a cell stands further away.</summary>
    private const double Blank = 0.9;

    /// <summary>The gap inside a figure, a part of its height.</summary>
    private const double InFigure = 0.5;

    /// <summary>A mark read less surely is dust.</summary>
    private const double Sure = 50;

    /// <summary>So many words of one form make a column of them.</summary>
    private const int FewestInColumn = 2;

    /// <param name="words">The words of a page as the recogniser wrote them, line by line.</param>
    public static void Mend(List<PlacedWord> words)
    {
        var kept = new List<PlacedWord>(words.Count);
        var blank = Typewriter.Pitch(words) * Typewriter.WidestBlank;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var text = Specks.Without(word.Text);
            if (!text.IsEmpty)
                Add(kept, word with { Text = Figure(text) });
            else if (IsMark(word) && i > 0 && i + 1 < words.Count && IsNear(words[i - 1], word, blank) && IsNear(word, words[i + 1], blank))
                kept.Add(word);
        }

        words.Clear();
        words.AddRange(Slashed(Ended(kept)).Select(Dated));
    }

    /// <summary>Below amounts that end in <c>/-</c> one with four digits behind its comma ends so, too, and its last 1 is a slash.</summary>
    private static List<PlacedWord> Ended(List<PlacedWord> words)
    {
        var ended = words.Where(word => word.Text.EndsWith("/-", StringComparison.Ordinal)).ToList();
        return [.. words.Select(word =>
            word.Text is [.., >= '0' and <= '9', ',', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', '1'] && word.IsFigure
            && ended.Count(other => other.Left < word.Right && other.Right > word.Left) >= FewestInColumn
                ? word with { Text = $"{word.Text[..^1]}/-" } : word)];
    }

    /// <summary>Below dates a figure of ten digits is a date whose slashes were read as ones.</summary>
    private static IEnumerable<PlacedWord> Slashed(List<PlacedWord> words)
    {
        var dates = words.Where(word => word.Text is [_, _, '/', _, _, '/', _, _, _, _] && word.IsFigure).ToList();
        return words.Select(word =>
            word.Text is [>= '0' and <= '3', _, '1', '0' or '1', _, '1', '1' or '2', '0' or '9', _, _] && word.Text.All(char.IsAsciiDigit)
            && dates.Count(date => date.Left < word.Right && date.Right > word.Left) >= FewestInColumn
                ? word with { Text = $"{word.Text[..2]}/{word.Text[3..5]}/{word.Text[6..]}" } : word);
    }

    /// <summary>No month has forty days: of a slim 1 before the day recognition makes a 4.</summary>
    private static PlacedWord Dated(PlacedWord word) =>
        word.Text is ['4', >= '0' and <= '9', '-' or '/' or '.', ..] && word.Text.Split(word.Text[2]) is [_, { Length: >= 2 }, { Length: 4 } year] && year.All(char.IsAsciiDigit)
            ? word with { Text = $"1{word.Text[1..]}" } : word;

    private static void Add(List<PlacedWord> words, PlacedWord word)
    {
        if (words.Count > 0 && words[^1] is var before && before.Line == word.Line && Missing(before, word.Text) is { } mark
            && word.Left - before.Right < InFigure * Math.Max(before.Height, word.Height))
        {
            words[^1] = before with
            {
                Text = before.Text + mark + word.Text,
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

    /// <summary>What belongs between the two parts of one figure: nothing before its paise, a comma before thousands with paise; null if they are not one.</summary>
    private static string? Missing(PlacedWord before, string text)
    {
        if (!before.IsFigure || before.Text.AsSpan().IndexOfAny('.', '/', '-') >= 0)
            return null;
        return text switch
        {
            ['.', var tens, var ones] when char.IsDigit(tens) && char.IsDigit(ones) => "",
            [var a, var b, var c, '.', var tens, var ones] when before.Text.Length <= 5
                && char.IsDigit(a) && char.IsDigit(b) && char.IsDigit(c) && char.IsDigit(tens) && char.IsDigit(ones) => ",",
            _ => null,
        };
    }

    private static bool IsMark(PlacedWord word) => word.Text is "-" or "–" or "—" or "&" or "+" or "/" or "@" && word.Confidence >= Sure;

    /// <summary>Two words of one line with a blank between them, the one that is no mark with a letter or a digit.</summary>
    private static bool IsNear(PlacedWord one, PlacedWord other, double? blank) =>
        one.Line == other.Line && other.Left - one.Right < (blank ?? Blank * Math.Max(one.Height, other.Height))
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
