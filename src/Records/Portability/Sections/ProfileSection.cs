using MediAgents.Primitives;
using MediAgents.Records.Profiles;

namespace MediAgents.Records.Portability.Sections;

/// <summary><c>profile.json</c>: all versions of the profile, oldest first.</summary>
public sealed class ProfileSection(IProfileStore profiles) : IArchiveSection
{
    public async Task WriteAsync(RecordArchive archive, PatientScope scope, CancellationToken cancellationToken) =>
        await archive.AddJsonAsync(ArchivePaths.Profile, await profiles.HistoryAsync(scope, cancellationToken), cancellationToken);
}
