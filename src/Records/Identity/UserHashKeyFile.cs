using System.Text;
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
        if (Kept(path) is { } kept)
            return kept;
        using var turn = PrivateFiles.Lock($"{path}.lock");
        if (Kept(path) is { } faster)
            return faster; // of a process that started with this one
        PrivateFiles.Write(path, Encoding.ASCII.GetBytes(fingerprint));
        return fingerprint;
    }

    /// <summary>What the file says; an empty one, of a disk that was full or lost its power, says nothing.</summary>
    private static string? Kept(string path) =>
        File.Exists(path) && File.ReadAllText(path) is { Length: > 0 } fingerprint ? fingerprint : null;
}
