using System.Text;
using MediAgents.Clinical;
using MediAgents.Grains.Agents;
using MediAgents.Primitives;

namespace MediAgents.Grains.Run;

/// <summary>
/// Puts an answer together: emergency advice first, then the sentences with their citations, last the notice that this
/// is no diagnosis, once. A sentence that rests on nothing is marked as general.
/// </summary>
internal static class AnswerText
{
    /// <summary>What is said before any agent has answered.</summary>
    public static string Opening(IReadOnlyList<string> alerts) =>
        alerts.Count == 0 ? "" : string.Join(" ", alerts) + "\n\n";

    /// <summary>The answer in the parts in which it is shown; joined they are the text.</summary>
    public static IEnumerable<string> Parts(MergedAnswer answer, IReadOnlyDictionary<string, string> citationIds, bool carriesNotice)
    {
        var separator = "";
        foreach (var sentence in answer.Sentences)
        {
            yield return separator + Cited(sentence, citationIds, markGeneral: answer.Level != ConfidenceLevel.Refused);
            separator = " ";
        }

        foreach (var disagreement in answer.Disagreements)
        {
            yield return $"{separator}The specialists differ: {disagreement}";
            separator = " ";
        }

        if (carriesNotice)
            yield return (separator.Length > 0 ? "\n\n" : "") + Notices.NotADiagnosis;
    }

    /// <summary>An opinion as one text.</summary>
    public static string Of(Opinion opinion, IReadOnlyDictionary<string, string> citationIds) =>
        string.Join(" ", opinion.Sentences.Select(sentence => Cited(sentence, citationIds, markGeneral: opinion.Level != ConfidenceLevel.Refused)));

    private static string Cited(OpinionSentence sentence, IReadOnlyDictionary<string, string> citationIds, bool markGeneral)
    {
        var text = new StringBuilder(sentence.Text);
        foreach (var passage in sentence.PassageIds)
        {
            if (citationIds.TryGetValue(passage, out var id))
                text.Append(" [").Append(id).Append(']');
        }

        if (sentence.PassageIds.Count == 0 && markGeneral)
            text.Append(" (general)");
        return text.ToString();
    }
}
