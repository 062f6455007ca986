using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using MediAgents.Primitives;

namespace MediAgents.Records.Portability;

/// <summary>
/// A zip written front to back, file by file, onto a stream that need not seek: nothing of it waits in memory or on disk. The
/// last file is the manifest, so that an archive without one is known to be cut off. One caller at a time.
/// </summary>
public sealed class RecordArchive : IAsyncDisposable
{
    /// <summary>The form of the archive; raised when a reader of the older form could no longer read it.</summary>
    public const int SchemaVersion = 1;

    private readonly DeferringStream output;
    private readonly ZipArchive zip;
    private readonly DateTimeOffset time;
    private readonly List<ArchivedFile> files = [];
    private bool complete;

    private RecordArchive(DeferringStream output, ZipArchive zip, DateTimeOffset time)
    {
        this.output = output;
        this.zip = zip;
        this.time = time;
    }

    /// <summary>Begins an archive; <paramref name="output"/> is written asynchronously only, and stays open.</summary>
    public static async Task<RecordArchive> CreateAsync(Stream output, DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        var deferring = new DeferringStream(output);
        var archive = await ZipArchive.CreateAsync(deferring, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        return new RecordArchive(deferring, archive, time);
    }

    /// <summary>Adds a file with what <paramref name="write"/> writes.</summary>
    /// <param name="path">Its path, with slashes; made by <see cref="ArchivePaths"/> where an id is part of it.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Ends the writing; the archive is then of no use.</param>
    public async Task AddAsync(string path, Func<Stream, Task> write, CancellationToken cancellationToken = default)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = time;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size;
        await using (var hashing = new HashingStream(await entry.OpenAsync(cancellationToken), hash))
        {
            await write(hashing);
            size = hashing.Written;
        }

        await output.FlushAsync(cancellationToken);
        files.Add(new ArchivedFile(path, size, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    /// <summary>Adds a file of JSON. Sequences are written as they come.</summary>
    public Task AddJsonAsync<T>(string path, T value, CancellationToken cancellationToken = default) =>
        AddAsync(path, content => JsonSerializer.SerializeAsync(content, value, WireJson.Options, cancellationToken), cancellationToken);

    /// <summary>Adds the manifest; nothing may be added after it.</summary>
    public async Task CompleteAsync(PatientId patient, CancellationToken cancellationToken = default)
    {
        await AddJsonAsync(ArchivePaths.Manifest, new ArchiveManifest(SchemaVersion, time, patient, [.. files]), cancellationToken);
        complete = true;
    }

    /// <summary>Ends a complete archive with the zip's directory. One that failed gets none, so that nobody takes it for whole.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!complete)
            return;
        await zip.DisposeAsync();
        await output.FlushAsync();
    }
}

/// <summary>What an archive holds.</summary>
/// <param name="SchemaVersion"><see cref="RecordArchive.SchemaVersion"/>.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Patient">Whose record it is: the keyed hash of the user id.</param>
/// <param name="Files">All other files, in their order.</param>
public sealed record ArchiveManifest(int SchemaVersion, DateTimeOffset Time, PatientId Patient, IReadOnlyList<ArchivedFile> Files);

/// <param name="Path">Within the archive.</param>
/// <param name="Size">Bytes, unpacked.</param>
/// <param name="Sha256">Of the unpacked bytes, lower-case hexadecimal.</param>
public sealed record ArchivedFile(string Path, long Size, string Sha256);
