using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Backups;

/// <summary>
/// A backup as a file: the content (an SQLite database, or an archive of <c>pg_dump</c>), then the manifest in JSON, its
/// length (4 bytes, big-endian), and <c>MEDIBKP1</c>. At the end, since only then it is known; who cuts it off by hand has
/// a file for the database's own tools.
/// </summary>
internal static class BackupFile
{
    private const int LargestManifest = 1024 * 1024;
    private const int BufferSize = 1024 * 1024;

    private static ReadOnlySpan<byte> Magic => "MEDIBKP1"u8;

    private static int TrailerSize => sizeof(int) + Magic.Length;

    /// <summary>
    /// Has <paramref name="write"/> fill a draft of mode 0600, adds the manifest, and gives it its name once it is on the disk.
    /// </summary>
    /// <param name="path">Where the backup shall be.</param>
    /// <param name="write">Fills the file it is given the path of, checks it, and says what it holds.</param>
    public static async Task<BackupManifest> CreateAsync(string path, Func<string, Task<BackupManifest>> write)
    {
        var draft = $"{Path.GetFullPath(path)}.{Guid.NewGuid():N}.part";
        PrivateFiles.CreateNew(draft).Dispose();
        try
        {
            var manifest = await write(draft);
            await using (var file = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                var hash = await SHA256.HashDataAsync(file);
                manifest = manifest with { Bytes = file.Length, Sha256 = Convert.ToHexStringLower(hash) };
                Append(file, manifest);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
            return manifest;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>The manifest; the content is looked at by <see cref="ExtractAsync"/>.</summary>
    /// <exception cref="BackupException">The file is no backup, or was cut off.</exception>
    public static BackupManifest ReadManifest(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            var trailer = ReadEnd(file, file.Length, TrailerSize);
            var size = BinaryPrimitives.ReadInt32BigEndian(trailer);
            if (!trailer.AsSpan(sizeof(int)).SequenceEqual(Magic) || size is < 2 or > LargestManifest)
                throw new BackupException("The file is no backup of MediAgents, or it was cut off.");
            var json = ReadEnd(file, file.Length - TrailerSize, size);
            var manifest = JsonSerializer.Deserialize<BackupManifest>(json, WireJson.Options);
            return manifest is not null && manifest.Bytes == file.Length - TrailerSize - size
                ? manifest
                : throw new BackupException("The backup is damaged: its length is not what it says.");
        }
        catch (JsonException e)
        {
            throw new BackupException("The backup is damaged: it does not say what it holds.", e);
        }
    }

    /// <summary>Copies the content of a backup into a new file of mode 0600, on the disk when this returns.</summary>
    /// <exception cref="BackupException">It is not what was written.</exception>
    public static async Task ExtractAsync(string path, BackupManifest manifest, string target, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var output = PrivateFiles.CreateNew(target);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        for (var left = manifest.Bytes; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            if (read == 0)
                throw new BackupException("The backup is damaged: it was cut off.");
            hash.AppendData(buffer, 0, read);
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != manifest.Sha256)
            throw new BackupException("The backup is damaged: its content is not what was written.");
        output.Flush(flushToDisk: true);
    }

    /// <summary>Refuses what belongs elsewhere.</summary>
    public static void Check(BackupManifest manifest, BackupKind kind, string store, long newestSchema)
    {
        if (manifest.Kind != kind)
            throw new BackupException($"This is a backup of {Word(manifest.Kind)}, not of {Word(kind)}.");
        if (manifest.Store != store)
            throw new BackupException($"This is a backup of a {manifest.Store} store; the settings name a {store} store.");
        if (manifest.Schema > newestSchema)
            throw new BackupException($"The backup is at schema {manifest.Schema}; this release knows schemas up to {newestSchema}. Restore it with the newer release.");
    }

    private static string Word(BackupKind kind) => kind == BackupKind.Data ? "data" : "keys";

    private static void Append(FileStream file, BackupManifest manifest)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, WireJson.Options);
        Span<byte> size = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(size, json.Length);
        file.Seek(0, SeekOrigin.End);
        file.Write(json);
        file.Write(size);
        file.Write(Magic);
    }

    private static byte[] ReadEnd(FileStream file, long end, int size)
    {
        if (end < size)
            throw new BackupException("The file is no backup of MediAgents, or it was cut off.");
        var bytes = new byte[size];
        file.Seek(end - size, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        return bytes;
    }
}
