using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Fhir;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Portability.Sections;

/// <summary><c>fhir/bundle.json</c>: the record as other systems read it.</summary>
public sealed class FhirSection(IProfileStore profiles, ITimelineStore timeline, IDocumentStore documents, IAuditedBills bills, TimeProvider time)
    : IArchiveSection
{
    public async Task WriteAsync(RecordArchive archive, PatientScope scope, CancellationToken cancellationToken)
    {
        var record = new BundledRecord
        {
            Patient = scope.Patient,
            Time = time.GetUtcNow(),
            Profile = (await profiles.FindAsync(scope, cancellationToken))?.Profile,
            Documents = await documents.ListAsync(scope, cancellationToken),
            Events = timeline.ScanAsync(scope, new TimelineFilter(AnyStatus: true), RecordExport.Action, cancellationToken),
            Bills = bills.ReadAsync(scope, cancellationToken),
        };
        await archive.AddAsync(ArchivePaths.FhirBundle, content => PatientBundle.WriteAsync(content, record, cancellationToken), cancellationToken);
    }
}

/// <summary>The audited bills of a patient, wherever audits are kept.</summary>
public interface IAuditedBills
{
    /// <summary>Audits with a result, one after the other.</summary>
    IAsyncEnumerable<AuditedBill> ReadAsync(PatientScope scope, CancellationToken cancellationToken = default);
}
