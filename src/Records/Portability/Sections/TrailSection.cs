using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Records.Portability.Sections;

/// <summary><c>audit-trail.jsonl</c>: every access to this patient's data, this export's own included, one a line.</summary>
public sealed class TrailSection(IAuditTrail trail) : IArchiveSection
{
    private static readonly ReadOnlyMemory<byte> LineEnd = "\n"u8.ToArray();

    public Task WriteAsync(RecordArchive archive, PatientScope scope, CancellationToken cancellationToken) =>
        archive.AddAsync(ArchivePaths.Trail, content => WriteAsync(content, scope.Patient, cancellationToken), cancellationToken);

    private async Task WriteAsync(Stream content, PatientId patient, CancellationToken cancellationToken)
    {
        await foreach (var entry in trail.ReadAsync(new TrailFilter(patient), cancellationToken))
        {
            var line = new ArchivedAccess(
                entry.Seq, entry.Time, entry.Access.Principal, entry.Access.Action, entry.Access.Subject, entry.Access.Outcome, entry.Access.Count, Convert.ToHexStringLower(entry.Mac.Span));
            await content.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, WireJson.Options), cancellationToken);
            await content.WriteAsync(LineEnd, cancellationToken);
        }
    }

    private sealed record ArchivedAccess(
        long Seq, DateTimeOffset Time, Principal Principal, string Action, string? Subject, AccessOutcome Outcome, long Count, string Mac);
}
