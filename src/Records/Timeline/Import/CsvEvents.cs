using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using MediAgents.Records.Validation;

namespace MediAgents.Records.Timeline.Import;

/// <summary>
/// Events as comma-separated values (RFC 4180) in UTF-8, with a header of the columns in <see cref="Columns"/>, of which
/// type, title and occurred_at must be there. A row has at most one measurement.
/// </summary>
public static class CsvEvents
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "type", "title", "occurred_at", "ended_at", "description", "code_system", "code", "code_display", "body_part", "specialty",
        "severity", "source", "measurement_name", "measurement_value", "measurement_text", "measurement_unit", "measurement_low",
        "measurement_high", "measurement_flag",
    ];

    internal static async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream stream, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = EventImport.MaxLineBytes,
        };
        using var reader = CsvReader.Create(stream, options, leaveOpen: true);
        string[]? header = null;
        for (var line = 1L; ; line = reader.LineNumber)
        {
            var (hasRow, broken) = await MoveOnAsync(reader, cancellationToken);
            if (broken)
            {
                // A quote without its end takes all that follows with it: there is no telling where the next row begins.
                yield return ImportRow.Bad(line, "After this line a row is too long, perhaps by an open quote; the rest was left out.");
                yield break;
            }

            if (!hasRow)
                yield break;
            var record = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();
            if (header is not null)
            {
                yield return ReadRow(record, header, reader.LineNumber, now);
                continue;
            }

            header = Array.ConvertAll(record, name => name.ToLowerInvariant());
            var bad = HeaderProblems(header).ToList();
            if (bad.Count == 0)
                continue;
            yield return new ImportRow(reader.LineNumber, new Checked<EventContent>(null, bad));
            yield break;
        }
    }

    private static async ValueTask<(bool HasRow, bool Broken)> MoveOnAsync(CsvReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return (await reader.ReadAsync(cancellationToken), false);
        }
        catch (CsvFormatException)
        {
            return (false, true);
        }
    }

    private static IEnumerable<FieldProblem> HeaderProblems(string[] header)
    {
        foreach (var column in (ReadOnlySpan<string>)["type", "title", "occurred_at"])
        {
            if (!header.Contains(column))
                return [new FieldProblem(column, "is missing from the header.")];
        }

        if (header.Distinct(StringComparer.Ordinal).Count() < header.Length)
            return [new FieldProblem("", "The header names a column twice.")];
        return header.All(Columns.Contains) ? [] : [new FieldProblem("", $"The header has a column that is none of: {string.Join(", ", Columns)}.")];
    }

    private static ImportRow ReadRow(string[] record, string[] header, long line, DateTimeOffset now)
    {
        if (record.Length != header.Length)
            return ImportRow.Bad(line, $"has {record.Length} fields, the header {header.Length}.");
        if (record.Any(field => field.Contains('\ufffd')))
            return ImportRow.Bad(line, "is not valid UTF-8.");

        var problems = new ProblemList();
        var row = new CsvRow(header, record, problems);
        var content = new EventContent
        {
            Type = row.Type(),
            Title = row.Text("title") ?? "",
            OccurredAt = row.Time("occurred_at") ?? default,
            EndedAt = row.Time("ended_at"),
            Description = row.Text("description"),
            Code = row.Text("code") is { } code ? new EventCode(row.Text("code_system") ?? "", code, row.Text("code_display")) : null,
            BodyPart = row.Text("body_part"),
            Specialty = row.Text("specialty"),
            Severity = row.Text("severity"),
            Source = row.Text("source"),
            Measurements = row.Text("measurement_name") is { } name ? [row.Measurement(name)] : [],
        };
        return new ImportRow(line, problems.IsEmpty ? EventValidation.Check(content, now) : problems.Judge(content));
    }

    private sealed class CsvRow(string[] header, string[] record, ProblemList problems)
    {
        /// <summary>Null where the column is not there or empty.</summary>
        public string? Text(string column) => Array.IndexOf(header, column) is >= 0 and var at && record[at].Trim() is { Length: > 0 } text ? text : null;

        public EventType Type()
        {
            foreach (var type in Enum.GetValues<EventType>())
            {
                if (EventTerms.OfType(type) == Text("type"))
                    return type;
            }

            problems.Add("type", $"is none of: {string.Join(", ", Enum.GetValues<EventType>().Select(EventTerms.OfType))}.");
            return default;
        }

        public EventTime? Time(string column)
        {
            if (Text(column) is not { } text)
                return null;
            if (EventTime.TryParse(text, out var time))
                return time;
            problems.Add(column, EventValidation.TimeForms);
            return null;
        }

        public Measurement Measurement(string name) => new(
            name,
            Number("measurement_value"),
            Text("measurement_text"),
            Text("measurement_unit"),
            Number("measurement_low"),
            Number("measurement_high"),
            Text("measurement_flag"));

        private decimal? Number(string column)
        {
            if (Text(column) is not { } text)
                return null;
            if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return number;
            problems.Add(column, "is not a number.");
            return null;
        }
    }
}
