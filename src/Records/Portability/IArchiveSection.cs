using MediAgents.Primitives;

namespace MediAgents.Records.Portability;

/// <summary>One part of a patient's archive: reads it from its store, as the principal, and adds its files.</summary>
public interface IArchiveSection
{
    Task WriteAsync(RecordArchive archive, PatientScope scope, CancellationToken cancellationToken);
}
