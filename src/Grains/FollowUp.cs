namespace MediAgents.Grains;

/// <summary>Tells a follow-up ("and how is it treated?") from a question that stands on its own.</summary>
internal static class FollowUp
{
    private const int MostWords = 10;

    private static readonly HashSet<string> Pointers = new(StringComparer.OrdinalIgnoreCase)
    {
        "it", "its", "that", "this", "they", "them", "those", "these", "also", "instead",
    };

    private static readonly string[] Openings = ["and ", "what about", "how about", "what else", "why", "for how long", "how long"];

    /// <summary>Short, and pointing back by a pronoun or its opening.</summary>
    public static bool Continues(string question)
    {
        var text = question.Trim();
        var words = text.Split([' ', ',', '?', '.', '!', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and <= MostWords
            && (words.Any(Pointers.Contains) || Openings.Any(opening => text.StartsWith(opening, StringComparison.OrdinalIgnoreCase)));
    }
}
