using MediAgents.Primitives;
using MediAgents.Records.Reports.Asking;
using MediAgents.Records.Reports.Drafting;

namespace MediAgents.Records.Reports.Prose;

/// <summary>A sentence that a model wrote.</summary>
/// <param name="Text">Without marks.</param>
/// <param name="Named">The statements that it names.</param>
public sealed record WrittenProse(string Text, IReadOnlyList<ReportFact> Named);

/// <summary>What remains of a model's sentences when the rules have been applied.</summary>
/// <param name="Standing">The sentences that stand, in order.</param>
/// <param name="Dropped">How many do not.</param>
public sealed record CheckedProse(IReadOnlyList<WrittenProse> Standing, int Dropped)
{
    public static CheckedProse Of(IReadOnlyList<WrittenProse> written)
    {
        var standing = written.Where(sentence => ProseRules.FaultOf(sentence.Text, sentence.Named) is null).ToList();
        return new CheckedProse(standing, written.Count - standing.Count);
    }

    /// <summary>The report with these sentences as its summary: each a statement that rests on what its statements rest on.</summary>
    public Report Into(Report report)
    {
        var occurrences = new Dictionary<string, int>(StringComparer.Ordinal);
        var summary = new ReportPart(ReportSection.Summary, [.. Standing.Select(sentence =>
        {
            var ids = sentence.Named.Select(fact => fact.Statement.Id).Distinct(StringComparer.Ordinal).ToList();
            var about = string.Join(' ', ids.Order(StringComparer.Ordinal));
            var occurrence = occurrences[about] = occurrences.GetValueOrDefault(about) + 1;
            return Statements.Make(ReportSection.Summary, $"{about} {occurrence}", sentence.Text, sentence.Named.SelectMany(fact => fact.Statement.Sources)) with { RestsOn = ids };
        })]);
        return report with { Parts = [.. report.Parts.Select(part => part.Section == ReportSection.Summary ? summary : part)] };
    }

    /// <summary>
    /// These sentences as an answer; null when none stands or too few do. Its confidence is the share of the sentences that stand.
    /// That the record contradicts itself about what was asked belongs to the answer, also where the model leaves it out.
    /// </summary>
    /// <param name="quoted">The answer without a model.</param>
    /// <param name="model">Which model wrote.</param>
    /// <param name="thresholds">From which confidence an answer stands.</param>
    public ReportAnswer? ToAnswer(ReportAnswer quoted, string model, ConfidenceThresholds thresholds)
    {
        var confidence = Standing.Count == 0 ? 0 : Math.Round((double)Standing.Count / (Standing.Count + Dropped), 4);
        var level = thresholds.LevelOf(confidence);
        if (level == ConfidenceLevel.Refused)
            return null;
        var named = Standing.SelectMany(sentence => sentence.Named).DistinctBy(fact => fact.Statement.Id).ToList();
        var left = quoted.Citations.Where(citation => citation.IsContradiction && named.TrueForAll(fact => fact.Statement.Id != citation.StatementId)).ToList();
        List<ReportAnswerSentence> sentences =
        [
            .. Standing.Select(sentence => new ReportAnswerSentence(sentence.Text, [.. sentence.Named.Select(fact => fact.Statement.Id).Distinct(StringComparer.Ordinal)])),
            .. left.Select(citation => quoted.Sentences.First(sentence => sentence.StatementIds.Contains(citation.StatementId))),
        ];
        return new ReportAnswer(
            string.Join(' ', sentences.Select(sentence => sentence.Text)),
            sentences,
            [.. named.Select(fact => new ReportCitation(fact.Statement.Id, fact.Section, fact.Statement.Text, fact.Statement.Sources)), .. left],
            confidence,
            level)
        {
            Model = model,
            Note = Dropped == 0 ? null : NoteOf(Dropped),
        };
    }

    /// <summary>What the reader is told of sentences that do not stand.</summary>
    public static string NoteOf(int dropped) =>
        $"{Words.Count(dropped, "sentence", "sentences")} that the model wrote {(dropped == 1 ? "was" : "were")} left out: not borne out by the statements named.";
}
