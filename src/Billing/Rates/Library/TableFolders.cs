using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediAgents.Billing.Rates.Import;
using MediAgents.Primitives;

namespace MediAgents.Billing.Rates.Library;

/// <summary>The folders of imported tables. A folder whose name begins with a point is no table: it is being written or was given up.</summary>
internal sealed class TableFolders(string directory)
{
    private const string ContentFile = "table.csv";
    private const string ManifestFile = "manifest.json";
    private const string SetAsideFile = "set-aside.csv";
    private const string Draft = ".import-";

    private static readonly JsonSerializerOptions Indented = new(WireJson.Options) { WriteIndented = true };

    public IReadOnlyList<string> Names() =>
        Directory.Exists(directory)
            ? [.. Directory.EnumerateDirectories(directory).Select(folder => Path.GetFileName(folder)!).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Changes when a table comes, goes or is replaced.</summary>
    public string Stamp() => string.Join('\n', Names().Select(name =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {File.GetLastWriteTimeUtc(Of(name, ManifestFile)).Ticks} {File.GetLastWriteTimeUtc(Of(name, ContentFile)).Ticks}")));

    /// <exception cref="RateTableException">It is missing or cannot be read.</exception>
    public TableManifest Manifest(string name)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<TableManifest>(File.ReadAllBytes(Of(name, ManifestFile)), WireJson.Options);
            return manifest is { Sha256.Length: 64 } && manifest.Name == name ? manifest : throw Damaged(name, "its manifest is not its own");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Damaged(name, failure.Message);
        }
    }

    /// <summary>The table, checked against its manifest.</summary>
    /// <exception cref="RateTableException">It was changed or damaged.</exception>
    public (TableManifest Manifest, IRateTable Table) Open(string name)
    {
        var manifest = Manifest(name);
        byte[] content;
        try
        {
            content = File.ReadAllBytes(Of(name, ContentFile));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Damaged(name, failure.Message);
        }

        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(content)), manifest.Sha256, StringComparison.Ordinal))
            throw Damaged(name, "its content is not what was imported");
        return (manifest, TableReading.Of(content, manifest.Table, manifest.Version).Table ?? throw Damaged(name, "this release cannot read it"));
    }

    /// <param name="manifest">What the table is.</param>
    /// <param name="content">The file.</param>
    /// <param name="setAside">Its rows that are not used.</param>
    /// <param name="check">Throws if the table does not go with those that are there; nobody adds another meanwhile.</param>
    public void Add(TableManifest manifest, byte[] content, IReadOnlyList<SetAsideRow> setAside, Action<TableManifest, IEnumerable<TableManifest>> check)
    {
        CreatePrivate(directory);
        using var held = Hold();
        check(manifest, Names().Select(Manifest));
        Sweep();
        var draft = Path.Combine(directory, $"{Draft}{manifest.Name}");
        try
        {
            CreatePrivate(draft);
            Write(Path.Combine(draft, ContentFile), content);
            Write(Path.Combine(draft, SetAsideFile), Encoding.UTF8.GetBytes(SetAsideCsv.Write(setAside)));
            Write(Path.Combine(draft, ManifestFile), JsonSerializer.SerializeToUtf8Bytes(manifest, Indented));
            Directory.Move(draft, Path.Combine(directory, manifest.Name));
        }
        catch
        {
            Directory.Delete(draft, recursive: true);
            throw;
        }
    }

    /// <exception cref="RateTableException">There is none of this name.</exception>
    public void Remove(string name)
    {
        if (!Names().Contains(name, StringComparer.Ordinal))
            throw new RateTableException($"there is no imported table {name}.");
        using var held = Hold();
        Sweep();
        // Under its draft name it is no table any more, whatever happens to the rest.
        var given = Path.Combine(directory, $"{Draft}removed-{name}");
        Directory.Move(Path.Combine(directory, name), given);
        Directory.Delete(given, recursive: true);
    }

    /// <summary>Deletes what a killed process left.</summary>
    private void Sweep()
    {
        foreach (var left in Directory.EnumerateDirectories(directory, Draft + "*"))
            Directory.Delete(left, recursive: true);
    }

    private static RateTableException Damaged(string name, string why) =>
        new($"the imported table {name} cannot be used: {why}. Remove it (mediagents rates remove {name}) and import it again.");

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Write(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private string Of(string name, string file) => Path.Combine(directory, name, file);

    private FileStream Hold()
    {
        try
        {
            return new FileStream(Path.Combine(directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new RateTableException("another import is under way; try again. Nothing was changed.");
        }
    }
}
