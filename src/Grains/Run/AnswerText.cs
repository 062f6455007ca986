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
    /// <param name="answer">The answer.</param>
    /// <param name="citationIds">The run's id of each passage cited.</param>
    /// <param name="notes">What the reader should know of how it came about.</param>
    /// <param name="carriesNotice">Whether it closes with the notice.</param>
    public static IEnumerable<string> Parts(
        MergedAnswer answer,
        IReadOnlyDictionary<string, string> citationIds,
        IEnumerable<string> notes,
        bool carriesNotice)
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

        foreach (var note in notes)
        {
            yield return separator + note;
            separator = " ";
        }

        if (carriesNotice)
            yield return (separator.Length > 0 ? "\n\n" : "") + Notices.NotADiagnosis;
    }

    /// <summary>An opinion as one text.</summary>
    public static string Of(Opinion opinion, IReadOnlyDictionary<string, string> citationIds) =>
        string.Join(" ", opinion.Sentences.Select(sentence => Cited(sentence, citationIds, markGeneral: opinion.Level != ConfidenceLevel.Refused)));

    private static string Cited(OpinionSentence sentence, IReadOnlyDictionary<string, string> citationIds, bool markGeneral) =>
        sentence.Text + Marks(sentence, citationIds, markGeneral);

    /// <summary>What stands behind a sentence: its citations, or that it has none.</summary>
    public static string Marks(OpinionSentence sentence, IReadOnlyDictionary<string, string> citationIds, bool markGeneral = true)
    {
        var text = new StringBuilder();
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
