using System.Globalization;
using System.Text;

namespace MediAgents.Records.Text;

/// <summary>Text as it is compared: without regard to case, to how it was composed, or, for search, to diacritics.</summary>
public static class FoldedText
{
    /// <summary>Trimmed, in form C and lower case: what two people write for the same exact value.</summary>
    public static string Exact(string text) => CanonicalComposition.Normalize(text.Trim()).ToLowerInvariant();

    /// <summary>
    /// Lower case without the diacritics of Latin, Greek and Cyrillic: <c>Ménière</c> is found by <c>meniere</c>. The signs
    /// of Indic scripts stay, for they are vowels.
    /// </summary>
    public static string ForSearch(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var rune in CanonicalComposition.Decompose(text))
        {
            if (!IsAlphabeticDiacritic(rune))
                folded.Append(Rune.ToLowerInvariant(rune));
        }

        return CanonicalComposition.Normalize(folded.ToString());
    }

    // The block of combining diacritical marks, its supplement and extension.
    private static bool IsAlphabeticDiacritic(Rune rune) =>
        rune.Value is (>= 0x300 and <= 0x36F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF)
        && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;
}
