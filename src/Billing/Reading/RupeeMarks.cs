namespace MediAgents.Billing.Reading;

/// <summary>
/// The signs and words for rupees in English, Hindi, Bengali and Tamil. The sign of the taka is none of them: it is another
/// country's money.
/// </summary>
internal static class RupeeMarks
{
    /// <summary>A longer mark stands before the one it begins with.</summary>
    private static readonly string[] Marks =
    [
        "₹", "₨", "௹", "৲", "INR", "Rupees", "Rupee", "Rs",
        "रुपये", "रुपए", "रुपया", "रूपये", "रु", "रू", "টাকা", "টাঃ", "টা", "ரூபாய்", "ரூ",
    ];

    /// <summary>True for a word that is a mark, its dot or colon allowed.</summary>
    public static bool Is(string word) => Array.Exists(Marks, mark => word.AsSpan().TrimEnd(".:॰").Equals(mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>What follows a mark at the beginning, or the text itself.</summary>
    public static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        foreach (var mark in Marks)
        {
            if (text.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
                return text[mark.Length..].TrimStart(".:॰ \u00A0");
        }

        return text;
    }

    /// <summary>What precedes a mark at the end, or the text itself.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        var bare = text.TrimEnd(".॰");
        foreach (var mark in Marks)
        {
            if (bare.EndsWith(mark, StringComparison.OrdinalIgnoreCase))
                return bare[..^mark.Length].TrimEnd();
        }

        return text;
    }
}
