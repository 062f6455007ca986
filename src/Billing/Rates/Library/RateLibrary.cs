using System.Globalization;
using System.Security.Cryptography;
using MediAgents.Billing.Rates.Import;

namespace MediAgents.Billing.Rates.Library;

/// <summary>
/// The imported tables of a directory, each in a folder of its own: the file as it was imported, its manifest and the rows set aside. A table gets its name by one rename, so it is there whole or not at all. Safe for concurrent callers and
/// for several processes: what one of them imports the others use from their next audit on.
/// </summary>
public sealed class RateLibrary(string directory, TimeProvider time)
{
    private const int MostOfSource = 300;

    private readonly TableFolders folders = new(directory);
    private readonly Lock loading = new();
    private (string Stamp, RateBook Book)? loaded;

    /// <summary>The shipped tables and the imported ones as they are now.</summary>
    /// <exception cref="RateTableException">An imported table was changed or damaged; it says which.</exception>
    public RateBook Book()
    {
        lock (loading)
        {
            while (true)
            {
                var stamp = folders.Stamp();
                if (loaded is { } current && current.Stamp == stamp)
                    return current.Book;
                try
                {
                    var tables = folders.Names().Select(name => folders.Open(name).Table).ToList();
                    loaded = (stamp, tables.Count == 0 ? RateBook.Shipped : new RateBook(tables));
                }
                catch (RateTableException) when (folders.Stamp() != stamp)
                {
                    // A table was taken away while it was read.
                }
            }
        }
    }

    /// <summary>One table, with its manifest.</summary>
    /// <exception cref="RateTableException">There is none of this name, or it was changed or damaged.</exception>
    public (TableManifest Manifest, IRateTable Table) Open(string name) =>
        folders.Names().Contains(name, StringComparer.Ordinal) ? folders.Open(name) : throw new RateTableException($"there is no imported table {name}.");

    /// <summary>The manifests of the imported tables, by name.</summary>
    /// <exception cref="RateTableException">A manifest cannot be read.</exception>
    public IReadOnlyList<TableManifest> List() => [.. folders.Names().Select(folders.Manifest)];

    /// <summary>Checks a file and keeps it as a table; a file with one fault changes nothing.</summary>
    /// <exception cref="RateTableException">The file cannot be read, has faults, or its days overlap with those of another import.</exception>
    public Imported Import(ImportRequest request)
    {
        if (request.ValidTo < request.ValidFrom)
            throw new RateTableException($"the last valid day, {request.ValidTo:yyyy-MM-dd}, is before the first, {request.ValidFrom:yyyy-MM-dd}.");
        var content = TableFile.Read(request.Path);
        var manifest = ManifestOf(request, content);
        var reading = TableReading.Of(content, request.Table, manifest.Version);
        if (reading.Table is not { } table)
        {
            throw new RateTableException(
                $"{manifest.File}: {(reading.ProblemCount == 1 ? "1 fault" : $"{reading.ProblemCount} faults")}; nothing was imported.", reading.Problems, reading.ProblemCount);
        }

        manifest = manifest with { ValidTo = EndOf(manifest), Rows = table.RowCount, SetAside = reading.SetAside.Count };
        folders.Add(manifest, content, reading.SetAside, RefuseOverlap);
        return new(manifest, reading.SetAside);
    }

    /// <summary>Takes an imported table away.</summary>
    /// <exception cref="RateTableException">There is none of this name.</exception>
    public void Remove(string name) => folders.Remove(name);

    /// <summary>
    /// PM-JAY raised its rates with each version, and its files do not say which they are: a version without an end would dispute the
    /// bills of the next. Its end is stated, or known from the version that follows.
    /// </summary>
    private DateOnly? EndOf(TableManifest added)
    {
        if (added.Table != TableKind.Pmjay || added.ValidTo is not null)
            return added.ValidTo;
        var next = List().Where(other => other.Table == TableKind.Pmjay && other.ValidFrom > added.ValidFrom).Select(other => other.ValidFrom).Order().ToList();
        return next.Count > 0 ? next[0].AddDays(-1)
            : throw new RateTableException("a PM-JAY version needs its last valid day (--valid-to), or the version that follows it must be imported first; its file does not say until when it holds. Nothing was imported.");
    }

    /// <summary>An open end is no overlap: that table holds until the other begins.</summary>
    private static void RefuseOverlap(TableManifest added, IEnumerable<TableManifest> others)
    {
        foreach (var other in others.Where(other => other.Table == added.Table))
        {
            var (earlier, later) = other.ValidFrom <= added.ValidFrom ? (other, added) : (added, other);
            if (earlier.ValidFrom == later.ValidFrom || earlier.ValidTo >= later.ValidFrom)
            {
                throw new RateTableException(
                    $"its days overlap with those of the imported table {other.Name} ({other.ValidFrom:yyyy-MM-dd} to {other.ValidTo?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "the next"}); "
                    + "remove that one first, or state other days. Nothing was imported.");
            }
        }
    }

    private TableManifest ManifestOf(ImportRequest request, byte[] content)
    {
        var file = Path.GetFileName(request.Path);
        var source = string.IsNullOrWhiteSpace(request.Source) ? $"{request.Table.List()} rates imported from {file}" : request.Source.Trim();
        if (source.Length > MostOfSource)
            throw new RateTableException($"the source is longer than {MostOfSource} characters.");
        return new()
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{request.Table.Word()}-{request.ValidFrom:yyyy-MM-dd}"),
            Table = request.Table,
            ValidFrom = request.ValidFrom,
            ValidTo = request.ValidTo,
            Source = source,
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Rows = 0,
            SetAside = 0,
            ImportedAt = time.GetUtcNow(),
        };
    }
}
