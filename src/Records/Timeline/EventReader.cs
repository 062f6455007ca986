using System.Text.Json;
using MediAgents.Records.Validation;

namespace MediAgents.Records.Timeline;

/// <summary>Reads what an event says from JSON as the wire has it, unknown properties refused by name, and checks it.</summary>
public static class EventReader
{
    /// <param name="json">The object.</param>
    /// <param name="now">Times are judged by it (<see cref="EventValidation"/>).</param>
    public static Checked<EventContent> Read(JsonElement json, DateTimeOffset now)
    {
        var problems = new ProblemList();
        var fields = new JsonFields(json, problems);
        var content = ReadContent(fields, problems);
        fields.RefuseRest();
        return problems.IsEmpty ? EventValidation.Check(content, now) : problems.Judge(content);
    }

    private static EventContent ReadContent(JsonFields fields, ProblemList problems)
    {
        return new EventContent
        {
            Type = fields.RequireWord<EventType>("type"),
            Title = fields.Text("title") ?? "",
            Description = fields.Text("description"),
            OccurredAt = ReadTime(fields, "occurred_at", problems) ?? default,
            EndedAt = ReadTime(fields, "ended_at", problems),
            Code = fields.Object("code") is { } code ? ReadCode(code) : null,
            BodyPart = fields.Text("body_part"),
            Specialty = fields.Text("specialty"),
            Severity = fields.Text("severity"),
            Measurements = fields.Objects("measurements", EventValidation.MaxMeasurements, ReadMeasurement),
            Source = fields.Text("source"),
            Evidence = fields.Object("evidence") is { } evidence ? ReadEvidence(evidence) : null,
        };
    }

    private static EventTime? ReadTime(JsonFields fields, string name, ProblemList problems)
    {
        if (fields.Text(name) is not { } text)
            return null;
        if (EventTime.TryParse(text, out var time))
            return time;
        problems.Add(fields.PathOf(name), EventValidation.TimeForms);
        return null;
    }

    private static EventCode ReadCode(JsonFields fields)
    {
        var code = new EventCode(fields.Text("system") ?? "", fields.Text("value") ?? "", fields.Text("display"));
        fields.RefuseRest();
        return code;
    }

    private static Measurement ReadMeasurement(JsonFields fields)
    {
        var measurement = new Measurement(
            fields.Text("name") ?? "",
            fields.Number("value"),
            fields.Text("text"),
            fields.Text("unit"),
            fields.Number("low"),
            fields.Number("high"),
            fields.Text("flag"));
        fields.RefuseRest();
        return measurement;
    }

    private static EventEvidence ReadEvidence(JsonFields fields)
    {
        var evidence = new EventEvidence(
            fields.Text("document_id") ?? "",
            fields.Whole("page"),
            fields.Text("quote") ?? "",
            fields.Whole("start") ?? 0,
            fields.Whole("end") ?? 0,
            (double)(fields.Number("confidence") ?? 0));
        fields.RefuseRest();
        return evidence;
    }
}
