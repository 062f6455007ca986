using System.IO.Compression;
using System.Text;

namespace MediAgents.Evaluation.Tests;

/// <summary>A file of its own that goes away with the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mediagents-evaluation-").FullName;

    public TemporaryFile(string name, string content)
    {
        Path = System.IO.Path.Combine(directory, name);
        var bytes = Encoding.UTF8.GetBytes(content);
        using var file = File.Create(Path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(bytes);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
