using System.Buffers;
using System.Text;
using MediAgents.Records.Text;

namespace MediAgents.Records.Validation;

/// <summary>
/// Text as it is taken: trimmed, in Unicode form C, without control characters (but for line breaks and tabs where a text may
/// have lines), whole pairs of surrogates only. Lengths count UTF-16 characters of that form.
/// </summary>
public static class TextRules
{
    // Composition shortens at most fourfold, so what is longer than this cannot become short enough; bounds the work.
    private const int LongestRaw = 4;

    /// <summary>The text in its form; null when it is absent or nothing but white space, or when there is a problem with it.</summary>
    public static string? Check(string? text, int max, string field, ProblemList problems, bool lines = false)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length > max * LongestRaw)
            return Refuse($"is longer than {max} characters.");
        if (HasUnpairedSurrogate(text))
            return Refuse("is not valid Unicode.");
        if (text.AsSpan().Trim() is var trimmed && HasControl(trimmed, lines))
            return Refuse(lines ? "contains control characters." : "contains control characters or line breaks.");

        var normalized = CanonicalComposition.Normalize(trimmed.ToString());
        return normalized.Length > max ? Refuse($"is longer than {max} characters.") : normalized;

        string? Refuse(string reason)
        {
            problems.Add(field, reason);
            return null;
        }
    }

    /// <summary>As <see cref="Check"/>, for what must be there; then not null unless there is a problem.</summary>
    public static string Require(string? text, int max, string field, ProblemList problems)
    {
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(field, "is missing.");
        return Check(text, max, field, problems) ?? "";
    }

    /// <summary>The word, if it is one of <paramref name="words"/>.</summary>
    public static string? CheckWord(string? word, IReadOnlyList<string> words, string field, ProblemList problems)
    {
        if (word is null || words.Contains(word))
            return word;
        problems.Add(field, $"is none of: {string.Join(", ", words)}.");
        return null;
    }

    private static bool HasControl(ReadOnlySpan<char> text, bool lines)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) && character != '\t' && !(lines && character is '\n' or '\r'))
                return true;
        }

        return false;
    }

    private static bool HasUnpairedSurrogate(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\ud800', '\udfff') is >= 0 and var at)
        {
            text = text[at..];
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
                return true;
            text = text[consumed..];
        }

        return false;
    }
}
