using System.Text.RegularExpressions;
using MediAgents.Grains.Agents;
using MediAgents.Models.Answers;

namespace MediAgents.Grains.Aggregator.Composing;

/// <summary>
/// What of a model's merging holds. It may order, join and shorten what the specialists said, no more: a sentence that names none of
/// theirs is left out, one that changes a figure or turns a warning is replaced by what it names, and a warning that is not named, or
/// an opinion of which nothing is, follows in its own words.
/// </summary>
internal static partial class MergeRules
{
    private const int MatchLimit = 2000;

    /// <summary>The sentences that hold for one that a model wrote, with the passages of the statements that it names.</summary>
    public static IEnumerable<OpinionSentence> Held(string written, IReadOnlyList<Statement> named, string question)
    {
        if (named.Count == 0)
            return [];
        return KeepsFigures(written, named, question) && KeepsWarnings(written, named)
            ? [new OpinionSentence(written, [.. named.SelectMany(statement => statement.Sentence.PassageIds).Distinct(StringComparer.Ordinal)])]
            : named.Select(statement => statement.Sentence);
    }

    /// <summary>The answer: what holds, each sentence once, then the opinions and warnings that were left out.</summary>
    public static List<OpinionSentence> Complete(IEnumerable<OpinionSentence> held, IReadOnlySet<Statement> named, IEnumerable<Statement> statements)
    {
        var agents = named.Select(statement => statement.Agent).ToHashSet(StringComparer.Ordinal);
        var missing = statements.Where(statement => !agents.Contains(statement.Agent) || (Stance.Warns(statement.Sentence.Text) && !named.Contains(statement)));
        return [.. held.Concat(missing.Select(statement => statement.Sentence)).DistinctBy(sentence => sentence.Text, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>A contradiction as it is told; null where the two sentences do not bear it out.</summary>
    public static string? Confirmed(ProposedDisagreement proposed, IReadOnlyList<Statement> statements)
    {
        var pro = statements.FirstOrDefault(statement => statement.Label == proposed.For);
        var contra = statements.FirstOrDefault(statement => statement.Label == proposed.Against);
        if (pro is null || contra is null || pro.Agent == contra.Agent)
            return null;
        var about = WordKeys.Of(proposed.About);
        return about.Length > 0
            && Contains(pro.Sentence.Text, about)
            && Contains(contra.Sentence.Text, about)
            && Stance.Allows(pro.Sentence.Text)
            && Stance.Warns(contra.Sentence.Text)
            ? Contradictions.Told(pro.Agent, pro.Sentence.Text, contra.Agent, contra.Sentence.Text)
            : null;
    }

    private static bool Contains(string sentence, ulong[] keys) => WordKeys.Shared(WordKeys.Of(sentence), keys) == keys.Length;

    private static bool KeepsFigures(string written, IReadOnlyList<Statement> named, string question)
    {
        var known = named.Select(statement => statement.Sentence.Text).Append(question).SelectMany(FiguresOf).ToHashSet(StringComparer.Ordinal);
        return FiguresOf(written).All(known.Contains);
    }

    private static bool KeepsWarnings(string written, IReadOnlyList<Statement> named) =>
        Stance.Warns(written) == named.Any(statement => Stance.Warns(statement.Sentence.Text));

    private static IEnumerable<string> FiguresOf(string text) => Figure().Matches(text).Select(figure => figure.Value);

    [GeneratedRegex(@"\d+(?:[.,]\d+)*", RegexOptions.CultureInvariant, MatchLimit)]
    private static partial Regex Figure();
}
