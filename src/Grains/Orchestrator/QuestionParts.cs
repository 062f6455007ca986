using System.Text.RegularExpressions;
using MediAgents.Grains.Advice;
using MediAgents.Grains.Runs;

namespace MediAgents.Grains.Orchestrator;

/// <summary>
/// Divides a question among the agents of a council by the words that pointed to each: an agent's part is the question without the
/// clauses that point to others only; a medicine or another measure that those ask about comes along, since each may see it
/// differently. A plan of a model divides better; this is what the rules can see.
/// </summary>
internal static partial class QuestionParts
{
    private const int Limit = 2000;

    /// <summary>The agents, each with its part; without one where nothing of the question is another's.</summary>
    public static List<RoutedAgent> Divide(string question, List<RoutedAgent> agents)
    {
        if (agents.Count < 2)
            return agents;
        var pointing = agents.ConvertAll(agent => SpansOf(agent.Reason, question));
        var clauses = ClausesOf(question);
        return [.. agents.Select((agent, at) => agent with { Question = PartOf(question, clauses, pointing, at) })];
    }

    private static string? PartOf(string question, List<Range> clauses, List<List<Range>> pointing, int at)
    {
        var others = pointing.Where((_, other) => other != at).SelectMany(spans => spans).ToList();
        var kept = clauses.FindAll(clause => pointing[at].Exists(span => Meet(clause, span)) || !others.Exists(span => Meet(clause, span)));
        if (kept.Count == clauses.Count || kept.Count == 0)
            return null;
        var part = string.Join(", ", kept.Select(clause => question[clause]));
        var asked = clauses.Except(kept).Select(clause => question[clause]).Where(clause => Asks().IsMatch(clause)).SelectMany(Named);
        return string.Join(", ", [part, .. asked]);
    }

    private static IEnumerable<string> Named(string clause) => Measures.In(clause).Select(measure => measure.NameIn(clause)!);

    private static List<Range> ClausesOf(string question)
    {
        var clauses = new List<Range>();
        var start = 0;
        foreach (Match border in Border().Matches(question))
        {
            Add(border.Index);
            start = border.Index + border.Length;
        }

        Add(question.Length);
        return clauses;

        void Add(int end)
        {
            if (end > start)
                clauses.Add(start..end);
        }
    }

    /// <summary>Where the words that a reason quotes stand in the question.</summary>
    private static List<Range> SpansOf(string reason, string question) =>
        [.. from words in reason.Split("; ")
            let at = question.IndexOf(words, StringComparison.OrdinalIgnoreCase)
            where words.Length > 0 && at >= 0
            select at..(at + words.Length)];

    private static bool Meet(Range one, Range other) => one.Start.Value < other.End.Value && other.Start.Value < one.End.Value;

    [GeneratedRegex(@"^\W*(?:may|can|could|should|shall|must|is|are|do|does|will|would)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Limit)]
    private static partial Regex Asks();

    [GeneratedRegex(@"[.?!;,:]+(?:\s+(?:and|but|or|also|while|with)(?=\s))?(?:\s+|$)|\s+(?:and|but|or|also|while|with)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Limit)]
    private static partial Regex Border();
}
