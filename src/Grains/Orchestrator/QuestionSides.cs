using System.Text.RegularExpressions;
using MediAgents.Clinical;

namespace MediAgents.Grains.Orchestrator;

/// <summary>
/// The fields that the clauses of a question point to, each by itself: "May I take ibuprofen for my knee while I am on apixaban?" is
/// one field's by the weight of its words and two fields' by its clauses.
/// </summary>
internal static partial class QuestionSides
{
    private const int Limit = 2000;

    /// <summary>A clause of fewer words says too little by itself.</summary>
    private const int LeastWords = 3;

    /// <summary>The share of a clause's evidence from which it is a field's. General practice is what is left where little points anywhere.</summary>
    private const double LeastShare = 0.5;
    private const double LeastGeneralShare = 0.7;

    /// <summary>The fields in the order of the clauses, each with the words that pointed to it; nothing where nobody asks anything.</summary>
    /// <param name="question">As it was put.</param>
    /// <param name="topicOf">The field of a topic that a clause names, for clauses whose words weigh too little.</param>
    public static IEnumerable<(Specialty Field, string Words)> Of(string question, Func<string, (Specialty Field, string Words)?> topicOf)
    {
        if (!question.Contains('?', StringComparison.Ordinal))
            return [];
        return Border().Split(question)
            .Where(clause => !Unsure().IsMatch(clause) && clause.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= LeastWords)
            .Select(clause => FieldOf(clause) ?? topicOf(clause))
            .OfType<(Specialty Field, string Words)>()
            .DistinctBy(side => side.Field);
    }

    private static (Specialty Field, string Words)? FieldOf(string clause)
    {
        var first = SpecialtyRouter.Route(clause).Ranking[0];
        return first.Reason.Length > 0 && first.Score >= (first.Specialty == Specialty.General ? LeastGeneralShare : LeastShare)
            ? (first.Specialty, first.Reason)
            : null;
    }

    /// <summary>What people add to a question of any field.</summary>
    [GeneratedRegex(@"\bI\s+(?:worry|be\s+(?:worried|concerned|afraid))\b|\bam\s+(?:worried|concerned|afraid)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Limit)]
    private static partial Regex Unsure();

    [GeneratedRegex(@"[.?!;,:]+(?:\s+|$)|\s+(?:and|but|or|also|while|with|given|despite|although)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Limit)]
    private static partial Regex Border();
}
