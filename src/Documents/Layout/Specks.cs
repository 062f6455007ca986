using System.Buffers;

namespace MediAgents.Documents.Layout;

/// <summary>
/// What recognition makes of dust, noise and rests of rules: words of strokes alone, and strokes before or behind a figure. A cell
/// with a dash is an empty cell; a colon and the sign of the rupee mean something.
/// </summary>
internal static class Specks
{
    private static readonly SearchValues<char> Strokes = SearchValues.Create("_—–-~‘’“”'\"`´°|=«»·•^");

    /// <summary>Behind a figure a stop is a speck, too: no figure of a table ends a sentence.</summary>
    private static readonly SearchValues<char> StrokesBehind = SearchValues.Create("_—–-~‘’“”'\"`´°|=«»·•^.,:;");

    /// <summary>The word without specks; empty for one that is nothing else.</summary>
    public static ReadOnlySpan<char> Without(ReadOnlySpan<char> word)
    {
        var (first, last) = (-1, -1);
        for (var i = 0; i < word.Length; i++)
        {
            if (char.IsLetterOrDigit(word[i]))
                (first, last) = (first < 0 ? i : first, i);
        }

        if (first < 0)
            return word is ":" or "₹" or "/-" or "/=" ? word : [];
        var start = Front(word[..first], char.IsDigit(word[first]));
        // The day of a date whose month stands on the next line of its cell.
        if (start == 0 && word.Length == 3 && last == 1 && word[2] == '-' && char.IsDigit(word[0]) && char.IsDigit(word[1]))
            return word;
        return char.IsDigit(word[last]) && word[(last + 1)..].IndexOfAnyExcept(StrokesBehind) < 0 && IsNumber(word[start..(last + 1)])
            ? word[start..(last + 1)]
            : word[start..];
    }

    /// <summary>Digits of any script, and marks.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is not (>= '!' and <= '9') && !char.IsDigit(c))
                return false;
        }

        return true;
    }

    /// <summary>A single dash before a digit is a minus; with other strokes about it, it is one of them.</summary>
    private static int Front(ReadOnlySpan<char> before, bool isFigure)
    {
        var strokes = 0;
        while (strokes < before.Length && Strokes.Contains(before[strokes]))
            strokes++;
        return strokes == 1 && before[0] is '-' && isFigure ? 0 : strokes;
    }
}
