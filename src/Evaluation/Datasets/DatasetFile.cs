using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace MediAgents.Evaluation.Datasets;

/// <summary>Opening dataset files and reading JSON lines.</summary>
internal static class DatasetFile
{
    public static bool IsJsonLines(string path)
    {
        var plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return plain.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || plain.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
    }

    public static TextReader Open(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
            throw new DatasetException(name, 0, "file", "does not exist");
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return new StreamReader(path, Encoding.UTF8);
        try
        {
            using var unpacked = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            var memory = new MemoryStream();
            unpacked.CopyTo(memory);
            memory.Position = 0;
            return new StreamReader(memory, Encoding.UTF8);
        }
        catch (InvalidDataException broken)
        {
            throw new DatasetException(name, 0, "file", $"is no gzip file ({broken.Message})");
        }
    }

    /// <summary>The JSON object of each line that is not blank, with its line number. The caller disposes them.</summary>
    public static IEnumerable<(JsonDocument Row, long Line)> Objects(TextReader reader, string name)
    {
        for (var line = 1L; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            JsonDocument row;
            try
            {
                row = JsonDocument.Parse(text);
            }
            catch (JsonException broken)
            {
                throw new DatasetException(name, line, "line", $"is no JSON ({broken.Message})");
            }

            if (row.RootElement.ValueKind != JsonValueKind.Object)
                throw new DatasetException(name, line, "line", "is no JSON object");
            yield return (row, line);
        }
    }

    /// <summary>A string or number field as text.</summary>
    public static string Text(JsonElement row, string field, string name, long line) =>
        !row.TryGetProperty(field, out var value) ? throw new DatasetException(name, line, field, "is missing")
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : throw new DatasetException(name, line, field, "is no text");
}
