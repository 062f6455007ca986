using System.Globalization;
using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Reading;

/// <summary>
/// Tells whether the text layer of a page can be trusted. A PDF shows glyphs; which characters they stand for is a table that
/// many programs write wrongly, above all for the joined letters of Indian scripts: the page looks right and reads as nonsense.
/// </summary>
internal static class TextLayer
{
    /// <summary>Words no writer could have written, and the part of all words they must be: a single one may be a slip of typing.</summary>
    private const int FewestImpossible = 2;

    private const double LeastShare = 0.01;

    /// <summary>The part of all characters that may have no meaning; a bill has a few symbols of its own.</summary>
    private const double MostUnmapped = 0.02;

    public static bool IsBroken(PageWords page)
    {
        var (characters, unmapped, indian, impossible) = (0, 0, 0, 0);
        foreach (var word in page.Words)
        {
            characters += word.Text.Length;
            unmapped += word.Text.Count(IsUnmapped);
            if (!word.Text.Any(IsIndian))
                continue;
            indian++;
            if (IsImpossible(word.Text))
                impossible++;
        }

        return unmapped > MostUnmapped * characters || (impossible >= FewestImpossible && impossible >= LeastShare * indian);
    }

    /// <summary>Characters without a meaning that others share: private ones, the replacement character, controls.</summary>
    private static bool IsUnmapped(char c) =>
        c == '\uFFFD' || char.GetUnicodeCategory(c) is UnicodeCategory.PrivateUse or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned;

    /// <summary>Two vowel signs on one letter, or one that stands on no letter.</summary>
    private static bool IsImpossible(string word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (!IsVowelSign(word[i]) || word[i - 1] is '\u093C' or '\u09BC')
                continue;
            var before = char.GetUnicodeCategory(word[i - 1]);
            if (before is not UnicodeCategory.OtherLetter && !IsHalf(word[i - 1], word[i]))
                return true;
        }

        return IsVowelSign(word[0]);
    }

    /// <summary>The signs of e and o are also written as two characters.</summary>
    private static bool IsHalf(char first, char second) => (first, second) is
        ('\u09C7', '\u09BE' or '\u09D7') or ('\u0BC6', '\u0BBE' or '\u0BD7') or ('\u0BC7', '\u0BBE');

    private static bool IsIndian(char c) => c is >= '\u0900' and <= '\u0BFF';

    /// <summary>The blocks of these scripts are laid out alike: 128 characters, vowel signs at the same places.</summary>
    private static bool IsVowelSign(char c) =>
        IsIndian(c) && (c % 128) is >= 0x3E and <= 0x4C && char.GetUnicodeCategory(c) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark;
}
