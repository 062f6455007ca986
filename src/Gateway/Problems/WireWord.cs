using System.Text.Json;

namespace MediAgents.Gateway.Problems;

/// <summary>The words of the wire for the values of an enum.</summary>
internal static class WireWord
{
    /// <summary>Null when absent or empty.</summary>
    /// <exception cref="ProblemException">It is none of the words; names them.</exception>
    public static TWord? Of<TWord>(string field, string? text)
        where TWord : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return Words<TWord>.Values.TryGetValue(text, out var word)
            ? word
            : throw new ProblemException(Problem.InvalidField(field, $"{field} is one of {string.Join(", ", Words<TWord>.Values.Keys)}."));
    }

    private static class Words<TWord>
        where TWord : struct, Enum
    {
        public static readonly Dictionary<string, TWord> Values = Enum.GetValues<TWord>()
            .ToDictionary(word => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()), StringComparer.Ordinal);
    }
}
