using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Cli.Stores;

/// <summary>The audit trail as JSON lines for an auditor: an entry a line with its code, and at the end the head of the chain.</summary>
internal static class TrailLines
{
    public static string Of(TrailEntry entry) => JsonSerializer.Serialize(
        new
        {
            entry.Seq,
            entry.Time,
            Principal = entry.Access.Principal.Name,
            Patient = entry.Access.Patient?.Hash,
            entry.Access.Action,
            entry.Access.Subject,
            entry.Access.Outcome,
            entry.Access.Count,
            Mac = Convert.ToHexStringLower(entry.Mac.Span),
        },
        WireJson.Options);

    public static string Of(TrailHead head) =>
        JsonSerializer.Serialize(new HeadLine(new Head(head.Seq, Convert.ToHexStringLower(head.Mac.Span))), WireJson.Options);

    /// <summary>The head in the last line of a file that an auditor kept.</summary>
    /// <exception cref="InvalidDataException">There is no head in its last line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TrailHead ReadHead(FileInfo file)
    {
        var last = File.ReadLines(file.FullName).LastOrDefault(line => !string.IsNullOrWhiteSpace(line));
        try
        {
            if (last is not null && JsonSerializer.Deserialize<HeadLine>(last, WireJson.Options)?.Head is { Mac: { } mac } head)
                return new TrailHead(head.Seq, Convert.FromHexString(mac));
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            throw new InvalidDataException($"{file.Name}: its last line is no head of an audit trail.", malformed);
        }

        throw new InvalidDataException($"{file.Name}: its last line is no head of an audit trail.");
    }

    private sealed record HeadLine(Head? Head);

    private sealed record Head(long Seq, string? Mac);
}
