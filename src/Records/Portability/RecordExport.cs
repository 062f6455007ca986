using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Records.Portability;

/// <summary>Everything kept of one patient as one archive (requirement E5). Each part is consistent in itself; what is written meanwhile may be in one and not in another.</summary>
public sealed class RecordExport(IEnumerable<IArchiveSection> sections, IAuditTrail trail, TimeProvider time)
{
    /// <summary>As the audit trail has it.</summary>
    public const string Action = "record.export";

    /// <summary>Notes the export; durable when this returns. To be called before the first byte.</summary>
    public ValueTask BeginAsync(PatientScope scope, CancellationToken cancellationToken = default) =>
        trail.RecordAsync(Access.By(scope, Action), cancellationToken);

    /// <summary>Writes the whole archive, section by section.</summary>
    public async Task WriteAsync(Stream output, PatientScope scope, CancellationToken cancellationToken = default)
    {
        await using var archive = await RecordArchive.CreateAsync(output, time.GetUtcNow(), cancellationToken);
        foreach (var section in sections)
            await section.WriteAsync(archive, scope, cancellationToken);
        await archive.CompleteAsync(scope.Patient, cancellationToken);
    }
}
