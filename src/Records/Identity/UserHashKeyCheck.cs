using MediAgents.Records.Sealing;

namespace MediAgents.Records.Identity;

/// <summary>
/// Notices another <c>USER_HASH_KEY</c> than the data were written with: under it every patient would be a stranger, and
/// nothing would say so. Keeps a short fingerprint of the key in the data directory.
/// </summary>
public static class UserHashKeyCheck
{
    private const string FileName = "user-hash.check";
    private const string Probe = "mediagents user hash key check";
    private const int Length = 16;

    /// <exception cref="KeySettingException">The key is not the one of this data directory.</exception>
    public static void Verify(string dataDirectory, UserHasher hasher)
    {
        var fingerprint = hasher.Hash(Probe).Hash[..Length];
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            using var file = PrivateFiles.CreateNew(path);
            using var writer = new StreamWriter(file);
            writer.Write(fingerprint);
        }
        else if (File.ReadAllText(path) != fingerprint)
        {
            throw new KeySettingException("USER_HASH_KEY", "is not the key that this data directory was written with.");
        }
    }
}
