using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Reading;

/// <summary>
/// Latin words in which an Indian model took part: "17২0]:" is HRCT. Nobody writes the digits of two scripts, or letters of one and
/// digits of the other, in one word, so the English model reads it again alone; figures read unsurely, too, for they may be Latin words.
/// </summary>
internal static class MixedWords
{
    /// <summary>More on one page are not read again: that page was not read at all.</summary>
    private const int Most = 60;

    /// <summary>What is read with less confidence is no better than what stands there.</summary>
    private const double Least = 40;

    /// <summary>A figure read less surely may be a word, and a word read as surely as the other number it is.</summary>
    private const double Unsure = 40;

    private const double Sure = 70;

    /// <summary>Which of the words are to be read again.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<PlacedWord> words)
    {
        var mixed = Enumerable.Range(0, words.Count).Where(i => IsMixed(words[i].Text) || IsUnsureFigure(words[i])).ToList();
        return mixed.Count <= Most ? mixed : [];
    }

    /// <summary>The words, mixed ones as they were read again where that is Latin throughout, and what was read behind figures.</summary>
    public static List<PlacedWord> Replaced(IReadOnlyList<PlacedWord> words, IReadOnlyList<int> mixed, IReadOnlyList<PlacedWord> rests, IReadOnlyList<PlacedWord> again)
    {
        var replaced = words.ToList();
        foreach (var i in mixed)
        {
            if (Read(words[i], again) is { } word && (word.Confidence >= Sure || !IsUnsureFigure(words[i])))
                replaced[i] = word;
        }

        replaced.AddRange(rests.Select(rest => Read(rest, again)).OfType<PlacedWord>());
        return replaced;
    }

    private static PlacedWord? Read(PlacedWord place, IReadOnlyList<PlacedWord> again)
    {
        var there = again.Where(place.IsOver).OrderBy(word => word.Left).ToList();
        if (there.Count == 0 || there.Min(word => word.Confidence) is var confidence && confidence < Math.Max(Least, place.Text.Length == 0 ? 0 : place.Confidence))
            return null;
        var text = string.Join(' ', there.Select(word => word.Text));
        return text.Any(char.IsAsciiLetter) ? place with { Text = text, Confidence = confidence } : null;
    }

    private static bool IsUnsureFigure(PlacedWord word) => word.Confidence < Unsure && word.Text.Length >= 3 && word.Text.Any(char.IsAsciiDigit) && !word.Text.Any(char.IsLetter);

    private static bool IsMixed(string text)
    {
        var (ownDigit, latin) = (false, false);
        foreach (var c in text)
        {
            ownDigit |= c > '\x7F' && char.IsDigit(c);
            latin |= char.IsAsciiLetterOrDigit(c) || c is '[' or ']';
        }

        return ownDigit && latin;
    }
}
