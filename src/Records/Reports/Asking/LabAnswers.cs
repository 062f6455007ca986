using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Reports.Labs;

namespace MediAgents.Records.Reports.Asking;

/// <summary>Answers questions about the values of a test from the values themselves.</summary>
internal static class LabAnswers
{
    private const int MostValues = 12;

    /// <summary>A sentence about the values asked for; null when there is none in the period.</summary>
    public static (ReportAnswerSentence Sentence, ReportCitation Citation)? Of(ReportStatement statement, AskedQuestion question)
    {
        var trend = statement.Trend!;
        var values = trend.Values.Where(value => question.Period?.Contains(value.Time) ?? true).ToList();
        if (values.Count == 0)
            return null;
        var chosen = Chosen(values, question);
        var text = chosen.Count == 1
            ? $"{Leading(question.Pick, values.Count)}{trend.Name}{(chosen[0].Value is null ? " result" : "")} was {Told(chosen[0], trend.Unit)}."
            : $"{trend.Name} was {string.Join("; ", chosen.Select(value => Told(value, trend.Unit)))}.";
        return (
            new ReportAnswerSentence(text, [statement.Id]),
            new ReportCitation(
                statement.Id,
                ReportSection.Labs,
                statement.Text,
                [.. chosen.Select(value => statement.Sources.FirstOrDefault(source => source.Id == value.EventId) ?? Statements.SourceOf(value)).Distinct()]));
    }

    /// <summary>What the report lacks where no value lies in the period.</summary>
    public static string MissingIn(ReportStatement statement) =>
        $"The report has no value of {statement.Trend!.Name} in that time; it has values from {Words.DayOf(statement.Trend.Values[0].Time)} to {Words.DayOf(statement.Trend.Latest.Time)}.";

    private static List<LabValue> Chosen(List<LabValue> values, AskedQuestion question)
    {
        var numbers = values.Where(value => value.Value is not null).ToList();
        return question.Pick switch
        {
            Pick.Highest when numbers.Count > 0 => [numbers.MaxBy(value => value.Value)!],
            Pick.Lowest when numbers.Count > 0 => [numbers.MinBy(value => value.Value)!],
            Pick.First => [values[0]],
            Pick.Course => [.. values.TakeLast(MostValues)],
            Pick.Any when question.Period is not null => [.. values.TakeLast(MostValues)],
            _ => [values[^1]],
        };
    }

    private static string Leading(Pick pick, int count) => count == 1 ? "" : pick switch
    {
        Pick.Highest => "Highest: ",
        Pick.Lowest => "Lowest: ",
        Pick.First => "First: ",
        _ => "Latest: ",
    };

    private static string Told(LabValue value, string? unit)
    {
        var standing = value.Standing == LabStanding.Unknown ? null : Words.Of(value.Standing);
        var range = Words.Range(value) is { } written ? $"reference {written}" : null;
        var about = Words.Join(", ", standing, range);
        return $"{Words.Value(value, unit)} on {Words.DayOf(value.Time)}{(about.Length > 0 ? $" ({about})" : "")}";
    }
}
