namespace MediAgents.Documents.Layout;

/// <summary>
/// Gives Tamil words the width that a text layer takes from them. Some fonts draw a consonant and the dot over it (the pulli) as one
/// glyph; a text layer shares its width between the two and forgets the dot's, so that a word seems to end, and a blank to begin,
/// in the middle of it.
/// </summary>
internal static class LostHalves
{
    private const char Pulli = '\u0BCD';

    /// <summary>Words a page must have that end in a pulli, for their gaps to tell whether its font loses halves.</summary>
    private const int FewestGaps = 3;

    /// <summary>A blank where a page has no gap behind another letter, as a part of a word's height.</summary>
    private const double UsualBlank = 0.16;

    /// <summary>The widest gap between two words of a sentence, as a part of their height.</summary>
    private const double WidestGap = 1;

    /// <summary>Half the width of each consonant with a pulli, as a part of the height of a word: the advances of Noto Serif Tamil.</summary>
    private static readonly Dictionary<char, double> Halves = new()
    {
        ['க'] = 0.261, ['ங'] = 0.328, ['ச'] = 0.187, ['ஞ'] = 0.401, ['ட'] = 0.236, ['ண'] = 0.527, ['த'] = 0.261, ['ந'] = 0.259,
        ['ப'] = 0.288, ['ம'] = 0.273, ['ய'] = 0.299, ['ர'] = 0.190, ['ல'] = 0.323, ['வ'] = 0.375, ['ழ'] = 0.273, ['ள'] = 0.362,
        ['ற'] = 0.297, ['ன'] = 0.413, ['ஜ'] = 0.306, ['ஷ'] = 0.440, ['ஸ'] = 0.465, ['ஹ'] = 0.523,
    };

    /// <summary>Moves the right edges of words that end in a pulli to where they are, if the gaps of the page say that a part is lost.</summary>
    public static void Restore(List<List<PlacedWord>> rows)
    {
        var (gaps, blanks) = (new List<(double Gap, double Half)>(), new List<double>());
        foreach (var row in rows)
        {
            for (var i = 1; i < row.Count; i++)
            {
                var gap = (row[i].Left - row[i - 1].Right) / Math.Max(1e-6, row[i - 1].Height);
                if (gap is <= 0 or > WidestGap)
                    continue;
                if (HalfOf(row[i - 1]) is > 0 and var half)
                    gaps.Add((gap, half));
                else if (row[i - 1].Text[^1] is >= '\u0B80' and <= '\u0BFF')
                    blanks.Add(gap);
            }
        }

        if (gaps.Count < FewestGaps)
            return;
        blanks.Sort();
        var scale = Scale(gaps, blanks.Count > 0 ? blanks[blanks.Count / 2] : UsualBlank);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Count; i++)
                row[i] = row[i] with { Right = row[i].Right + (scale * HalfOf(row[i]) * row[i].Height) };
        }
    }

    private static double HalfOf(PlacedWord word) => word.Text.Length > 1 && word.Text[^1] == Pulli ? Halves.GetValueOrDefault(word.Text[^2]) : 0;

    /// <summary>How wide the page's font is beside the known one, so that each gap is a lost half or one and a blank; 0 for a font that loses none.</summary>
    private static double Scale(List<(double Gap, double Half)> gaps, double blank)
    {
        double Off(double scale) => gaps.Sum(gap => Math.Min(Math.Abs(gap.Gap - (scale * gap.Half)), Math.Abs(gap.Gap - (scale * gap.Half) - blank)));
        var best = 0.0;
        var least = gaps.Sum(gap => Math.Abs(gap.Gap - blank));
        for (var scale = 0.7; scale < 1.31; scale += 0.02)
        {
            if (Off(scale) is var off && off < least)
                (best, least) = (scale, off);
        }

        return best;
    }
}
