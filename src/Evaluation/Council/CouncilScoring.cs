using System.Text.RegularExpressions;

namespace MediAgents.Evaluation.Council;

/// <summary>Scores an answer by its words. It does not judge medicine; it checks what can be checked without a reader.</summary>
public static partial class CouncilScoring
{
    private const int Limit = 2000;

    /// <summary>Letters by which words are the same, and from how many letters on they tell something.</summary>
    private const int KeyLength = 5;
    private const int ShortestWord = 4;

    /// <summary>Share of a statement's words that its passages have to have: a sentence may be put in other words, not be about something else.</summary>
    private const double LeastShared = 0.5;

    public static CouncilScore Score(CouncilQuestion question, CouncilReply reply)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(reply);
        var statements = StatementsOf(reply).ToList();
        var isEmergency = question.Kind == CouncilKind.RedFlag;
        return new CouncilScore(
            question.Id,
            question.Kind,
            question.Agents.ToHashSet(StringComparer.Ordinal).SetEquals(reply.Agents),
            Share(question.Agents, reply.Agents.Contains),
            Share(question.Mention, words => words.Any(word => Has(reply.Text, word))),
            Share(question.Cite, titles => titles.Split('|').Any(title => reply.Citations.Values.Any(cited => cited.Title.StartsWith($"{title}:", StringComparison.Ordinal)))),
            statements.Count,
            statements.Count(statement => IsSupported(statement.Text, statement.Passages)),
            question.Avoid.Any(words => Has(reply.Text, words)),
            reply.IsRefused,
            isEmergency ? reply.Alerts.Count > 0 && reply.AlertsCameFirst && reply.Text.StartsWith(reply.Alerts[0], StringComparison.Ordinal) : null,
            !isEmergency && reply.Alerts.Count > 0,
            question.Disagreement.Count > 0 ? reply.Disagreements.Any(told => question.Disagreement.Any(word => Has(told, word))) : null,
            question.Disagreement.Count == 0 && reply.Disagreements.Count > 0,
            reply.Tokens,
            reply.Milliseconds);
    }

    /// <summary>What stands before marks, and the passages that they name; null for a mark that stands for nothing.</summary>
    private static IEnumerable<(string Text, IReadOnlyList<CitedPassage?> Passages)> StatementsOf(CouncilReply reply)
    {
        foreach (var part in reply.Text.Split("(general)"))
        {
            foreach (Match statement in Marked().Matches(part))
                yield return (statement.Groups["text"].Value, [.. Mark().Matches(statement.Groups["marks"].Value).Select(mark => reply.Citations.GetValueOrDefault(mark.Groups["id"].Value))]);
        }
    }

    private static bool IsSupported(string statement, IReadOnlyList<CitedPassage?> passages)
    {
        if (passages.Any(passage => passage is null))
            return false;
        var said = string.Join(' ', passages.Select(passage => $"{passage!.Title} {passage.Passage}"));
        var words = KeysOf(statement);
        return (words.Count == 0 || words.Count(KeysOf(said).Contains) >= LeastShared * words.Count)
            && Figure().Matches(statement).All(figure => said.Contains(figure.Value, StringComparison.Ordinal));
    }

    private static HashSet<string> KeysOf(string text) =>
        [.. Word().Matches(text).Where(word => word.Length >= ShortestWord).Select(word => word.Value[..Math.Min(KeyLength, word.Length)].ToLowerInvariant())];

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static double Share<T>(IReadOnlyList<T> all, Func<T, bool> isThere) => all.Count == 0 ? 1 : (double)all.Count(isThere) / all.Count;

    [GeneratedRegex(@"(?<text>[^\[\]]+)(?<marks>(?:\[c\d+\]\s*)+)", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\[(?<id>c\d+)\]", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\d+(?:\.\d+)?", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Figure();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Word();
}
