using MediAgents.Records.Sealing;

namespace MediAgents.Records.Identity;

/// <summary>
/// Notices another <c>USER_HASH_KEY</c> than the data were written with: under it every patient would be a stranger, and
/// nothing would say so. Keeps a short fingerprint of the key with the data.
/// </summary>
public static class UserHashKeyCheck
{
    private const string Probe = "mediagents user hash key check";
    private const int Length = 16;

    /// <exception cref="KeySettingException">The key is not the one that the data were written with.</exception>
    public static void Verify(IUserHashKeyRecord record, UserHasher hasher)
    {
        var fingerprint = hasher.Hash(Probe).Hash[..Length];
        if (record.GetOrAdd(fingerprint) != fingerprint)
            throw new KeySettingException("USER_HASH_KEY", "is not the key that the data were written with.");
    }
}
