namespace MediAgents.Billing.Reading;

/// <summary>Tells by its words whether a line without figures belongs to an item above or below, or heads a section.</summary>
internal static class Wrapping
{
    /// <summary>True for words that no item begins with.</summary>
    public static bool StartsInside(string text) => text.Length > 0 && (char.IsLower(text[0]) || text[0] is '(' or '&' or '/' or ',' or '+');

    /// <summary>True for words after which something must follow.</summary>
    public static bool EndsOpen(string text)
    {
        var word = text[(text.LastIndexOf(' ') + 1)..];
        return text.Length > 0 && (text[^1] is ',' or '-' or '/' or '&' or '+' or '(' || text.AsSpan().Count('(') > text.AsSpan().Count(')')
            || word.ToLowerInvariant() is "with" or "and" or "of" or "for" or "without" or "or" or "the" or "by");
    }

    /// <summary>True for the title of a section.</summary>
    public static bool IsHeading(string text)
    {
        if (text.Length > 60)
            return false;
        if (text.EndsWith(':') || Dates.TryParse(text.TrimEnd(':'), out _))
            return true;
        foreach (var word in (ReadOnlySpan<string>)["charges", "pharmacy", "laborator", "investigation", "medicine", "consumable", "radiology", "procedures", "professional", "page "])
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
