using MediAgents.Records.Reports.Asking;
using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Reports.Labs;

namespace MediAgents.Records.Reports.Prose;

/// <summary>A statement of a report as a writer is given it: what is written of it is held against these words.</summary>
/// <param name="Section">Where it stands.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Text">What it says, with its day, its detail and the values of its trend.</param>
public sealed record ReportFact(ReportSection Section, ReportStatement Statement, string Text)
{
    /// <summary>Characters that a writer is given at most, about 10,000 tokens.</summary>
    public const int MostCharacters = 40_000;

    private const int MostValues = 12;

    /// <summary>What a reader must not miss comes first, and what is long last.</summary>
    private static readonly ReportSection[] Order =
    [
        ReportSection.Patient, ReportSection.Recommendations, ReportSection.OpenQuestions, ReportSection.Problems, ReportSection.Allergies,
        ReportSection.Medicines, ReportSection.Labs, ReportSection.Opinions, ReportSection.Bills, ReportSection.Timeline,
    ];

    /// <summary>The facts of a report, as many as a writer is given.</summary>
    public static IReadOnlyList<ReportFact> Of(Report report) => Bounded(All(report));

    /// <summary>The facts of a report, those that have most of a question's words first.</summary>
    public static IReadOnlyList<ReportFact> For(string question, Report report)
    {
        var asked = AskedQuestion.Read(question, report);
        var shares = new StatementSearch(report).Find([.. asked.Words, .. asked.TestWords], period: null)
            .ToDictionary(found => found.Statement.Id, found => found.Share + (asked.Cues.Contains(found.Section) ? 1 : 0), StringComparer.Ordinal);
        return Bounded(All(report).OrderByDescending(fact => shares.GetValueOrDefault(fact.Statement.Id)));
    }

    private static IEnumerable<ReportFact> All(Report report) =>
        from section in Order
        from statement in report[section].Statements
        let text = TextOf(section, statement)
        where text is not null
        select new ReportFact(section, statement, text);

    private static List<ReportFact> Bounded(IEnumerable<ReportFact> facts)
    {
        var taken = new List<ReportFact>();
        var characters = 0;
        foreach (var fact in facts)
        {
            characters += fact.Text.Length;
            if (characters > MostCharacters)
                break;
            taken.Add(fact);
        }

        return taken;
    }

    private static string? TextOf(ReportSection section, ReportStatement statement) => section == ReportSection.Patient
        ? OfPatient(statement.Text)
        : Words.Join(
            ". ",
            (statement.Date is { } date && !statement.Text.Contains(Words.DayOf(date), StringComparison.Ordinal) ? $"{Words.DayOf(date)}: " : "") + statement.Text.TrimEnd('.'),
            statement.Detail,
            statement.Trend is { } trend ? ValuesOf(trend) : null);

    /// <summary>Age, sex and blood group: who the patient is, no writer needs to know.</summary>
    private static string? OfPatient(string text)
    {
        if (text.StartsWith("Born: ", StringComparison.Ordinal))
            return $"Age: {text[(text.IndexOf(", ", StringComparison.Ordinal) + 2)..]}";
        return text.StartsWith("Sex: ", StringComparison.Ordinal) || text.StartsWith("Blood group: ", StringComparison.Ordinal) ? text : null;
    }

    /// <summary>Each number with its unit, so that a unit can be held against it.</summary>
    private static string ValuesOf(TestTrend trend) => "Values: " + string.Join("; ", trend.Values.TakeLast(MostValues).Select(value => Words.Join(
        ", ",
        $"{Words.DayOf(value.Time)} {Words.Value(value, trend.Unit)}",
        value.Low is { } low ? $"reference from {Measured(low, trend.Unit)}" : null,
        value.High is { } high ? $"reference up to {Measured(high, trend.Unit)}" : null,
        value.Standing == LabStanding.Unknown ? null : Words.Of(value.Standing))));

    private static string Measured(decimal number, string? unit) => unit is null or "" ? $"{number:0.######}" : $"{number:0.######} {unit}";
}
