using System.Runtime.InteropServices;

namespace MediAgents.Models.Vectors;

/// <summary>
/// A file of vectors by key. It can be made anew at any time, so one that is damaged or cannot be written is no failure: then
/// nothing is kept.
/// </summary>
internal static class VectorFile
{
    private const int Magic = 0x3156454D;
    private const int MostDimensions = 65_536;

    public static Dictionary<string, ReadOnlyMemory<float>> Read(string path)
    {
        var vectors = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            if (reader.ReadInt32() != Magic || reader.ReadInt32() is not (> 0 and <= MostDimensions and var dimensions))
                return [];
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                var key = reader.ReadString();
                var vector = new float[dimensions];
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(vector.AsSpan()));
                vectors[key] = vector;
            }

            return vectors;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>Whole or not at all: readers see the file before or the file after.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, ReadOnlyMemory<float>> vectors)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var writer = new BinaryWriter(File.Create(temporary)))
            {
                writer.Write(Magic);
                writer.Write(vectors.Count > 0 ? vectors.First().Value.Length : 0);
                writer.Write(vectors.Count);
                foreach (var (key, vector) in vectors)
                {
                    writer.Write(key);
                    writer.Write(MemoryMarshal.AsBytes(vector.Span));
                }
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException)
            {
                // The disk that took no file gives none back either.
            }
        }
    }
}
