using System.Text;

namespace MediAgents.Clinical.Extraction.Layout;

/// <summary>Runs of white space in printed text mean nothing but distance.</summary>
internal static class Whitespace
{
    /// <summary>Every run of white space as one blank, none at the ends.</summary>
    public static string Collapse(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character) && !char.IsControl(character))
                line.Append(character);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        if (line.Length > 0 && line[^1] == ' ')
            line.Length--;
        return line.ToString();
    }
}
