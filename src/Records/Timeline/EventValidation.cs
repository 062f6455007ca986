using System.Buffers;
using MediAgents.Records.Validation;

namespace MediAgents.Records.Timeline;

/// <summary>
/// The limits of an event's content, as <see cref="EventContent"/> tells them. A time is at most 5 years ahead, and only
/// appointments are later than tomorrow.
/// </summary>
public static class EventValidation
{
    public const int MaxTitle = 200, MaxDescription = 4000, MaxBodyPart = 100, MaxSpecialty = 60, MaxSource = 200;
    public const int MaxCode = 64, MaxCodeDisplay = 200;
    public const int MaxMeasurements = 50, MaxMeasurementName = 100, MaxMeasurementText = 200, MaxUnit = 32;
    public const int MaxQuote = 1000;
    public const int MaxYearsAhead = 5;

    /// <summary>No quantity of a body or a bill is beyond it.</summary>
    public const decimal MaxValue = 1_000_000_000_000m;

    /// <summary>What to say of a time that is none.</summary>
    internal const string TimeForms =
        "is not a time of the years 1900 to 2199, written 2019, 2019-03, 2019-03-07 or 2019-03-07T10:30:00+05:30.";

    public static IReadOnlyList<string> CodeSystems { get; } = ["icd-10-cm", "icd-10", "loinc", "snomed-ct", "rxnorm", "atc", "cghs", "other"];

    public static IReadOnlyList<string> Severities { get; } = ["mild", "moderate", "severe"];

    public static IReadOnlyList<string> Flags { get; } = ["low", "normal", "high", "abnormal"];

    private static readonly SearchValues<char> IdLetters = SearchValues.Create("0123456789abcdefghjkmnpqrstvwxyz");

    // A date without a time of day can mean the day anywhere on earth.
    private static readonly TimeSpan ZoneSlack = TimeSpan.FromHours(14);

    /// <summary>The content in its normal form, or what is wrong with it.</summary>
    public static Checked<EventContent> Check(EventContent content, DateTimeOffset now)
    {
        var problems = new ProblemList();
        CheckTimes(content, now, problems);
        if (content.Measurements.Count > MaxMeasurements)
            problems.Add("measurements", $"has more than {MaxMeasurements} entries.");
        return problems.Judge(content with
        {
            Title = TextRules.Require(content.Title, MaxTitle, "title", problems),
            Description = TextRules.Check(content.Description, MaxDescription, "description", problems, lines: true),
            Code = content.Code is { } code ? CheckCode(code, problems) : null,
            BodyPart = TextRules.Check(content.BodyPart, MaxBodyPart, "body_part", problems),
            Specialty = TextRules.Check(content.Specialty, MaxSpecialty, "specialty", problems),
            Severity = TextRules.CheckWord(content.Severity, Severities, "severity", problems),
            Measurements = [.. content.Measurements.Take(MaxMeasurements).Select((one, i) => CheckMeasurement(one, $"measurements[{i}]", problems))],
            Source = TextRules.Check(content.Source, MaxSource, "source", problems),
            Evidence = content.Evidence is { } evidence ? CheckEvidence(evidence, problems) : null,
        });
    }

    private static void CheckTimes(EventContent content, DateTimeOffset now, ProblemList problems)
    {
        if (content.OccurredAt == default)
        {
            problems.Add("occurred_at", "is missing.");
            return;
        }

        var limit = now.AddYears(MaxYearsAhead);
        if (content.OccurredAt.Start > limit)
            problems.Add("occurred_at", $"is more than {MaxYearsAhead} years ahead.");
        else if (content.Type != EventType.Appointment && content.OccurredAt.Start.UtcDateTime.Date > now.UtcDateTime.Date.AddDays(1))
            problems.Add("occurred_at", "is later than tomorrow, as only an appointment may be.");

        if (content.EndedAt is not { } ended)
            return;
        if (ended.Start > limit)
            problems.Add("ended_at", $"is more than {MaxYearsAhead} years ahead.");
        else if (IsBefore(ended, content.OccurredAt))
            problems.Add("ended_at", "is before occurred_at.");
    }

    private static bool IsBefore(EventTime ended, EventTime occurred) => (ended.Precision, occurred.Precision) switch
    {
        (EventTimePrecision.Time, EventTimePrecision.Time) => ended.Start < occurred.Start,
        (EventTimePrecision.Time, _) => ended.Start + ZoneSlack < occurred.Start,
        (_, EventTimePrecision.Time) => ended.End + ZoneSlack <= occurred.Start,
        _ => ended.End <= occurred.Start,
    };

    private static EventCode CheckCode(EventCode code, ProblemList problems) => new(
        TextRules.CheckWord(code.System, CodeSystems, "code.system", problems) ?? "",
        TextRules.Require(code.Value, MaxCode, "code.value", problems),
        TextRules.Check(code.Display, MaxCodeDisplay, "code.display", problems));

    private static Measurement CheckMeasurement(Measurement measurement, string path, ProblemList problems)
    {
        var (_, value, text, _, low, high, flag) = measurement;
        if (value is null && string.IsNullOrWhiteSpace(text))
            problems.Add(path, "has neither value nor text.");
        CheckValue(value, "value");
        CheckValue(low, "low");
        CheckValue(high, "high");
        if (low > high)
            problems.Add($"{path}.low", "is above high.");
        else if ((flag == "low" && value > high) || (flag == "high" && value < low))
            problems.Add($"{path}.flag", "contradicts the value and its range.");
        return measurement with
        {
            Name = TextRules.Require(measurement.Name, MaxMeasurementName, $"{path}.name", problems),
            Text = TextRules.Check(text, MaxMeasurementText, $"{path}.text", problems),
            Unit = TextRules.Check(measurement.Unit, MaxUnit, $"{path}.unit", problems),
            Flag = TextRules.CheckWord(flag, Flags, $"{path}.flag", problems),
        };

        void CheckValue(decimal? number, string name)
        {
            if (number is < -MaxValue or > MaxValue)
                problems.Add($"{path}.{name}", $"is beyond {MaxValue:n0}.");
        }
    }

    private static EventEvidence CheckEvidence(EventEvidence evidence, ProblemList problems)
    {
        // It is stored in the clear, to find a document's events: so it is an id and nothing else.
        if (!IsDocumentId(evidence.DocumentId))
            problems.Add("evidence.document_id", "is not the id of a document.");
        if (evidence.Page < 1)
            problems.Add("evidence.page", "is below 1.");
        if (evidence.Start < 0 || evidence.End < evidence.Start)
            problems.Add("evidence.start", "is negative or beyond end.");
        if (evidence.Confidence is not (>= 0 and <= 1))
            problems.Add("evidence.confidence", "is not between 0 and 1.");
        // Verbatim, so that it can be found in the document again; only its length is limited.
        if (evidence.Quote.Length > MaxQuote)
            problems.Add("evidence.quote", $"is longer than {MaxQuote} characters.");
        TextRules.Check(evidence.Quote, MaxQuote, "evidence.quote", problems, lines: true);
        return evidence;
    }

    private static bool IsDocumentId(string id) =>
        id.Length == 28 && id.StartsWith("d_", StringComparison.Ordinal) && !id.AsSpan(2).ContainsAnyExcept(IdLetters);
}
