using System.Text;
using System.Text.Json;
using MediAgents.Primitives;

namespace MediAgents.Grains.Cluster.Tests.Messages;

/// <summary>Messages as earlier releases wrote them; once made they are never changed.</summary>
internal static class Recordings
{
    /// <summary>The environment variable that names the folder of a release, to which messages without a recording are added.</summary>
    public const string Folder = "RECORD_MESSAGES";

    private const string Extension = ".json";

    /// <summary>The recordings of all releases, as <c>release/name</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(Recordings).Assembly.GetManifestResourceNames().Where(one => one.EndsWith(Extension, StringComparison.Ordinal)).Select(one => one[..^Extension.Length]).Order(StringComparer.Ordinal)];

    public static string NameIn(string recording) => recording[(recording.IndexOf('/') + 1)..];

    public static byte[] Read(string recording)
    {
        using var stream = typeof(Recordings).Assembly.GetManifestResourceStream(recording + Extension)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Writes, if asked to, a specimen of a message that has no recording.</summary>
    public static void Add(Type message)
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        var name = MessageTypes.NameOf(message);
        var content = new Specimens(new Random(name.Sum(letter => letter)), isWhole: true).Create(message);
        File.WriteAllText(Path.Combine(folder, name + Extension), JsonSerializer.Serialize(content, message, WireJson.Options) + "\n", new UTF8Encoding(false));
    }
}
