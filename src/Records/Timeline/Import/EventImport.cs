using System.Runtime.CompilerServices;
using MediAgents.Records.Validation;

namespace MediAgents.Records.Timeline.Import;

/// <summary>In which form events come.</summary>
public enum ImportFormat
{
    /// <summary>One JSON object a line, as <see cref="EventReader"/> reads it.</summary>
    JsonLines,

    /// <summary>Comma-separated values with a header (<see cref="CsvEvents"/>).</summary>
    Csv,
}

/// <summary>A row that was left out.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Field">The field; empty for the whole row.</param>
/// <param name="Reason">One sentence, naming the limit; never quotes the row.</param>
public sealed record ImportProblem(long Line, string Field, string Reason);

/// <summary>What the next rows came to.</summary>
/// <param name="Additions">Good events, to be added together.</param>
/// <param name="Problems">Rows left out, with all that is wrong with each.</param>
public sealed record ImportBatch(IReadOnlyList<EventAddition> Additions, IReadOnlyList<ImportProblem> Problems);

/// <summary>
/// Reads events to import from a stream, in memory that does not grow with it: good ones in batches, bad ones by line and
/// reason. One bad row spoils no other.
/// </summary>
/// <param name="now">Times are judged by it.</param>
/// <param name="idOfLine">
/// The id of the event on a line. The same for the same import, so that importing again adds nothing (<see cref="ImportIds"/>).
/// </param>
/// <param name="status">Confirmed, or proposed.</param>
public sealed class EventImport(DateTimeOffset now, Func<long, string> idOfLine, EventStatus status = EventStatus.Confirmed)
{
    /// <summary>Rows of one import; what follows is refused.</summary>
    public const int MaxRows = 100_000;

    /// <summary>Bytes of one line of JSON.</summary>
    public const int MaxLineBytes = 64 * 1024;

    /// <summary>Rows of a batch.</summary>
    public const int BatchSize = 500;

    /// <summary>Reads to the end. Batches come as they fill.</summary>
    public async IAsyncEnumerable<ImportBatch> ReadAsync(
        Stream stream, ImportFormat format, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = format == ImportFormat.Csv
            ? CsvEvents.ReadAsync(stream, now, cancellationToken)
            : JsonLineEvents.ReadAsync(stream, now, cancellationToken);
        var additions = new List<EventAddition>();
        var problems = new List<ImportProblem>();
        var count = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (++count > MaxRows)
            {
                problems.Add(new ImportProblem(row.Line, "", $"An import has at most {MaxRows:n0} rows; this one and those after it were left out."));
                break;
            }

            if (row.Content.Value is { } content)
                additions.Add(new EventAddition(idOfLine(row.Line), content, status));
            else
                problems.AddRange(row.Content.Problems.Select(problem => new ImportProblem(row.Line, problem.Field, problem.Reason)));
            if (count % BatchSize == 0)
            {
                yield return new ImportBatch(additions, problems);
                (additions, problems) = ([], []);
            }
        }

        if (additions.Count > 0 || problems.Count > 0)
            yield return new ImportBatch(additions, problems);
    }
}

/// <summary>A row as read.</summary>
internal sealed record ImportRow(long Line, Checked<EventContent> Content)
{
    public static ImportRow Bad(long line, string reason, string field = "") => new(line, new Checked<EventContent>(null, [new FieldProblem(field, reason)]));
}
