namespace MediAgents.Documents.Layout;

/// <summary>
/// Closes the gaps that a text layer has inside words: where the font changes, and inside the conjuncts of Indian scripts, whose
/// glyphs are narrower than what they advance by. Only the width of a gap tells it from a blank.
/// </summary>
internal static class WordJoining
{
    /// <summary>No blank is narrower than this part of a word's height.</summary>
    private const double LeastBlank = 0.06;

    /// <summary>The widest gap inside an Indian word where a page has too few blanks to measure; Tamil letters stand lower in their lines.</summary>
    private const double WidestInside = 0.18;

    private const double WidestInTamil = 0.12;

    /// <summary>A gap that is this part of the page's usual blank is none.</summary>
    private const double ShareOfBlank = 0.9;

    private const int FewestGaps = 6;

    public static void Close(List<List<PlacedWord>> rows)
    {
        LostHalves.Restore(rows);
        var inside = WidestInIndian(rows);
        foreach (var row in rows)
        {
            for (var i = row.Count - 1; i > 0; i--)
            {
                var (before, word) = (row[i - 1], row[i]);
                var gap = Gap(before, word);
                if (gap < 0.5 && gap < (IsIndian(before, word) ? inside ?? (IsTamil(before) ? WidestInTamil : WidestInside) : LeastBlank) && gap > -1)
                {
                    row[i - 1] = before with
                    {
                        Text = before.Text + word.Text,
                        Top = Math.Min(before.Top, word.Top),
                        Right = Math.Max(before.Right, word.Right),
                        Bottom = Math.Max(before.Bottom, word.Bottom),
                    };
                    row.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>Told by the page's usual blank; null where it has too few.</summary>
    private static double? WidestInIndian(List<List<PlacedWord>> rows)
    {
        var gaps = new List<double>();
        foreach (var row in rows)
        {
            for (var i = 1; i < row.Count; i++)
            {
                if (IsIndian(row[i - 1], row[i]) && Gap(row[i - 1], row[i]) is var gap and > 0.1 and < 0.5)
                    gaps.Add(gap);
            }
        }

        if (gaps.Count < FewestGaps)
            return null;
        gaps.Sort();
        return Math.Min(ShareOfBlank * gaps[gaps.Count / 2], gaps[^1]);
    }

    /// <summary>The gap between two words as a part of their height.</summary>
    private static double Gap(PlacedWord before, PlacedWord word) => (word.Left - before.Right) / Math.Max(1e-6, Math.Min(before.Height, word.Height));

    /// <summary>Two parts of Indian words, or such a part before a mark that no blank stands before.</summary>
    private static bool IsIndian(PlacedWord before, PlacedWord word) => Indian(before.Text[^1]) && (Indian(word.Text[0]) || word.Text[0] is '.' or ',' or ')');

    private static bool IsTamil(PlacedWord word) => word.Text[^1] is >= '\u0B80' and <= '\u0BFF';

    private static bool Indian(char c) => c is >= '\u0900' and <= '\u0DFF' && !char.IsDigit(c) && c is not ('\u0964' or '\u0965');
}
