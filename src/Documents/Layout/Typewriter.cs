namespace MediAgents.Documents.Layout;

/// <summary>
/// Tells pages on which all letters are equally wide. There a blank is as wide as a letter, and the ink of narrow letters on both sides
/// makes it look wider still: what parts columns elsewhere parts words here.
/// </summary>
internal static class Typewriter
{
    /// <summary>How far the ink of two words is parted by one blank at most, in letters; two blanks part it further.</summary>
    public const double WidestBlank = 1.9;

    private const int FewestWords = 5;

    private const int FewestLetters = 4;

    /// <summary>How much the width of a letter differs from word to word at most, as a part of it: 0.01 on typewritten pages, 0.2 on others.</summary>
    private const double MostUneven = 0.05;

    /// <summary>The part of a letter's width that the ink of a word does not reach to its edges.</summary>
    private const double Bearings = 0.25;

    /// <summary>How far one letter is from the next, in the page's units; null where letters are not equally wide.</summary>
    /// <param name="words">Recognised words, whose boxes are those of their ink.</param>
    public static double? Pitch(IEnumerable<PlacedWord> words)
    {
        var widths = words.Where(word => word.Text.Length >= FewestLetters && word.Text.All(char.IsAsciiLetter))
            .Select(word => word.Width / (word.Text.Length - Bearings)).Order().ToList();
        if (widths.Count < FewestWords)
            return null;
        var middle = widths[widths.Count / 2];
        // A word or two may be misread.
        var near = widths.Count(width => Math.Abs(width - middle) <= MostUneven * middle);
        return near * 5 >= widths.Count * 4 ? middle : null;
    }
}
