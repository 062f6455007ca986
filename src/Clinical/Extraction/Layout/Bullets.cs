namespace MediAgents.Clinical.Extraction.Layout;

/// <summary>The marks of list items: <c>1. 1) (1) a) - * •</c>.</summary>
internal static class Bullets
{
    public static bool Starts(ReadOnlySpan<char> text) => Length(text) > 0;

    /// <summary>How many characters the mark and the blanks around it take.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        var start = i;
        if (i < text.Length && text[i] is '-' or '*' or '\u2022' or '\u25CF' or '\u25E6' or '\u2013' or '\u00B7' or '>' or '#' or '~' or '+')
        {
            while (i < text.Length && (text[i] == text[start] || char.IsWhiteSpace(text[i])))
                i++;
            return i;
        }

        if (i < text.Length && text[i] == '(')
            i++;
        var digits = i;
        while (i < text.Length && i - digits < 2 && char.IsAsciiDigit(text[i]))
            i++;
        if (i == digits && i + 1 < text.Length && char.IsAsciiLetterLower(text[i]) && text[i + 1] == ')')
            i++;
        if (i == digits || i >= text.Length || text[i] is not ('.' or ')') || (i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
            return 0;
        i++;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        return i;
    }
}
