using MediAgents.Primitives;
using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Asking;

/// <summary>
/// Answers questions from a report's statements and their sources only, in the report's own words; refuses, and says what is
/// missing, when they do not hold the answer.
/// </summary>
public static class ReportAnswers
{
    private const int MostStatements = 8;
    private const int MostMissingWords = 3;

    // Statements with nearly as much of the question as the best belong to the answer.
    private const double NearlyTheBest = 0.85;

    public static ReportAnswer Answer(Report report, string question, ConfidenceThresholds thresholds)
    {
        var asked = AskedQuestion.Read(question, report);
        if (asked.Trends.Count > 0 && asked.Words.Count == 0)
            return OfValues(asked, thresholds);
        if (asked.AsksOnlyUnknownTest)
            return ReportAnswer.Refused($"The report has no value of “{asked.UnknownTest}”.");
        var search = new StatementSearch(report);
        if (asked.Words.Count + asked.TestWords.Count > 0)
            return OfWords(asked, search, thresholds);
        return asked.Cues.Count > 0 || asked.Period is not null
            ? OfSection(asked, search, thresholds)
            : ReportAnswer.Refused("The question names nothing that the report could speak about.");
    }

    private static ReportAnswer OfValues(AskedQuestion asked, ConfidenceThresholds thresholds)
    {
        var told = asked.Trends.Select(trend => LabAnswers.Of(trend, asked)).OfType<(ReportAnswerSentence Sentence, ReportCitation Citation)>().ToList();
        var isExact = asked.Trends.All(trend => asked.TestWords.Count > 0 && IsNamed(trend, asked));
        return told.Count == 0
            ? ReportAnswer.Refused(LabAnswers.MissingIn(asked.Trends[0]))
            : Make([.. told.Take(MostStatements)], isExact ? AnswerConfidence.Exact : AnswerConfidence.ByLayWord, thresholds);
    }

    private static bool IsNamed(ReportStatement trend, AskedQuestion asked) =>
        LabNames.NamesOf(trend.Trend!.Test).Append(LabNames.Fold(trend.Trend.Name))
            .Any(name => name.Split(' ').All(asked.TestWords.Contains));

    private static ReportAnswer OfWords(AskedQuestion asked, StatementSearch search, ConfidenceThresholds thresholds)
    {
        var words = asked.Words.Concat(asked.TestWords).ToList();
        var found = search.Find(words, asked.Period).Where(one => one.Share > 0).ToList();
        if (found.Count == 0)
            return ReportAnswer.Refused(MissingOf(words, asked, search));
        var best = found.Max(one => Merit(one, asked));
        var leading = found.MaxBy(one => Merit(one, asked))!;
        var chosen = found.Where(one => Merit(one, asked) >= NearlyTheBest * best || one.Share >= leading.Share && IsContradiction(one)).ToList();
        var confidence = AnswerConfidence.OfShare(
            leading.Share,
            asked.Cues.Contains(leading.Section),
            asked.Cues.Count > 0 && !asked.Cues.Contains(leading.Section));
        return thresholds.LevelOf(confidence) == ConfidenceLevel.Refused
            ? ReportAnswer.Refused(MissingOf(words, asked, search), Math.Round(confidence, 4))
            : Make(Picked(chosen, asked), confidence, thresholds);
    }

    private static ReportAnswer OfSection(AskedQuestion asked, StatementSearch search, ConfidenceThresholds thresholds)
    {
        var sections = asked.Cues.Count > 0 ? asked.Cues : new HashSet<ReportSection> { ReportSection.Timeline };
        var found = search.Find([], asked.Period).Where(one => sections.Contains(one.Section)).ToList();
        return found.Count == 0
            ? ReportAnswer.Refused($"The report lists no {string.Join(" or ", sections.Select(EntriesOf))}{(asked.Period is null ? "" : " in that time")}.")
            : Make(Picked(found, asked), AnswerConfidence.Exact, thresholds);
    }

    /// <summary>That the record contradicts itself about what was asked belongs to the answer.</summary>
    private static bool IsContradiction(FoundStatement one) =>
        one.Statement.Rule is { } rule && rule.Name.StartsWith("contradicting", StringComparison.Ordinal);

    /// <summary>A statement of a section asked for goes before one with a few more of the words.</summary>
    private static double Merit(FoundStatement one, AskedQuestion asked) => one.Share + (asked.Cues.Contains(one.Section) ? 0.2 : 0);

    private static List<(ReportAnswerSentence Sentence, ReportCitation Citation)> Picked(List<FoundStatement> found, AskedQuestion asked)
    {
        var dated = found.Where(one => one.Statement.Date is not null).ToList();
        IEnumerable<FoundStatement> picked = asked.Pick switch
        {
            Pick.Latest when dated.Count > 0 => [dated.MaxBy(one => one.Statement.Date!.Value.Start)!],
            Pick.First when dated.Count > 0 => [dated.MinBy(one => one.Statement.Date!.Value.Start)!],
            _ => found.OrderByDescending(one => Merit(one, asked)),
        };
        return [.. picked.Take(MostStatements).Select(one => (SentenceOf(one.Statement), CitationOf(one)))];
    }

    private static string EntriesOf(ReportSection section) => section switch
    {
        ReportSection.Labs => "laboratory values",
        ReportSection.Timeline => "events",
        _ => Words.Of(section),
    };

    private static ReportAnswerSentence SentenceOf(ReportStatement statement)
    {
        var text = statement.Date is { } date && !statement.Text.Contains(Words.DayOf(date), StringComparison.Ordinal)
            ? $"{Words.DayOf(date)}: {statement.Text}"
            : statement.Text;
        return new ReportAnswerSentence(Ended(Words.Join(". ", text.TrimEnd('.'), statement.Detail)), [statement.Id]);
    }

    private static string Ended(string text) => text[^1] is '.' or '?' or '!' or '…' or '।' ? text : $"{text}.";

    private static ReportCitation CitationOf(FoundStatement one) =>
        new(one.Statement.Id, one.Section, one.Statement.Text, one.Statement.Sources) { IsContradiction = IsContradiction(one) };

    private static ReportAnswer Make(
        IReadOnlyList<(ReportAnswerSentence Sentence, ReportCitation Citation)> told, double confidence, ConfidenceThresholds thresholds) => new(
        string.Join(' ', told.Select(one => one.Sentence.Text)),
        [.. told.Select(one => one.Sentence)],
        [.. told.Select(one => one.Citation)],
        Math.Round(confidence, 4),
        thresholds.LevelOf(confidence));

    /// <summary>Names at most a few words of the question that the report has not.</summary>
    private static string MissingOf(List<string> words, AskedQuestion asked, StatementSearch search)
    {
        var unknown = words.Where(word => !search.Knows(word)).Take(MostMissingWords).Select(word => $"“{word}”").ToList();
        return unknown.Count > 0
            ? $"The report says nothing about {string.Join(", ", unknown)}."
            : asked.Period is not null
                ? "The report says nothing about this in that time."
                : "The report has these words, but no statement that answers the question.";
    }
}
