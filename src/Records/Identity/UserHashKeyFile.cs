using MediAgents.Records.Sealing;

namespace MediAgents.Records.Identity;

/// <summary>The fingerprint of <c>USER_HASH_KEY</c> in a file of the data directory.</summary>
public sealed class UserHashKeyFile(string dataDirectory) : IUserHashKeyRecord
{
    private const string FileName = "user-hash.check";

    /// <inheritdoc />
    public string GetOrAdd(string fingerprint)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (File.Exists(path))
            return File.ReadAllText(path);
        using var file = PrivateFiles.CreateNew(path);
        using var writer = new StreamWriter(file);
        writer.Write(fingerprint);
        return fingerprint;
    }
}
