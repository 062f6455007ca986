using System.Globalization;
using MediAgents.Gateway.Problems;
using MediAgents.Grains.Reports;
using MediAgents.Records.Timeline;

namespace MediAgents.Gateway.Reports;

/// <summary>Body of <c>POST /reports/</c>.</summary>
public sealed record ReportRequest
{
    private const string DefaultTitle = "Doctor report";
    private const int LongestTitle = 200;

    public string? UserId { get; init; }

    /// <summary>At most 200 characters; by default "Doctor report".</summary>
    public string? Title { get; init; }

    /// <summary>The first time that counts: <c>2025</c>, <c>2025-03</c>, <c>2025-03-07</c> or with a time of day and offset.</summary>
    public string? From { get; init; }

    /// <summary>The last time that counts, included.</summary>
    public string? To { get; init; }

    /// <exception cref="ProblemException">A field is wrong.</exception>
    internal ReportSubject ToSubject()
    {
        var (from, to) = (TimeOf("from", From), TimeOf("to", To));
        if (from?.Start > to?.Start)
            throw new ProblemException(Problem.InvalidField("to", "to lies before from."));
        return new ReportSubject(TitleOf(Title), from?.Text, to?.Text);
    }

    private static string TitleOf(string? title)
    {
        if (string.IsNullOrWhiteSpace(title))
            return DefaultTitle;
        return title.Length <= LongestTitle && !title.Any(char.IsControl)
            ? title.Trim()
            : throw new ProblemException(Problem.InvalidField("title", $"title is one line of at most {LongestTitle} characters."));
    }

    private static EventTime? TimeOf(string field, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : EventTime.TryParse(text, out var time) ? time
        : throw new ProblemException(Problem.InvalidField(field, $"{field} is written 2025, 2025-03, 2025-03-07 or 2025-03-07T10:30:00+05:30."));
}

/// <summary>Body of <c>POST /reports/{report_id}/versions</c>.</summary>
public sealed record VersionRequest
{
    public string? UserId { get; init; }
}

/// <summary>Body of <c>POST /reports/{report_id}/ask</c>.</summary>
public sealed record ReportQuestion
{
    public string? UserId { get; init; }

    /// <summary>At most <c>MAX_QUERY_LENGTH</c> characters.</summary>
    public string? Question { get; init; }

    /// <summary>The version to ask; the newest when absent.</summary>
    public int? Version { get; init; }
}

/// <summary>Numbers of versions come as text, so that what is no number is a problem that names the field.</summary>
internal static class VersionNumber
{
    public static int? Of(string? text, string field)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ProblemException(Problem.InvalidField(field, $"{field} is the number of a version, from 1."));
    }
}
