using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Profiles;

/// <summary>A version of a profile as a database holds it.</summary>
internal sealed record ProfileRow(int Version, DateTimeOffset UpdatedAt, byte[] SealedContent);

/// <summary>Seals profiles whole, each bound to its version.</summary>
internal sealed class ProfileSeals(Sealer sealer)
{
    public byte[] Seal(PatientId owner, int version, PatientProfile profile) =>
        sealer.Seal(owner, "profile", "content", JsonSerializer.SerializeToUtf8Bytes(profile, WireJson.Options), $"{version}");

    /// <exception cref="SealBrokenException">The row was changed, or the patient's key erased.</exception>
    public StoredProfile Open(PatientId owner, ProfileRow row)
    {
        var json = sealer.Unseal(owner, "profile", "content", row.SealedContent, $"{row.Version}");
        var profile = JsonSerializer.Deserialize<PatientProfile>(json, WireJson.Options)
            ?? throw new SealBrokenException("A profile has no content.");
        return new StoredProfile(row.Version, profile, row.UpdatedAt);
    }
}
