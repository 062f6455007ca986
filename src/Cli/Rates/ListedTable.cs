using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Library;

namespace MediAgents.Cli.Rates;

/// <summary>A table as <c>rates list</c> shows it; what only an imported one has is null for a shipped one.</summary>
internal sealed record ListedTable
{
    public required string Name { get; init; }

    public required TableKind Table { get; init; }

    public required string List { get; init; }

    public required string Version { get; init; }

    public required bool Shipped { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>The last day on which bills are held against it: its own, or that before the next of its list begins, or the last whose index is known.</summary>
    public DateOnly? UsedTo { get; init; }

    public required int Rows { get; init; }

    public int? SetAside { get; init; }

    public required string Source { get; init; }

    public string? File { get; init; }

    public string? Sha256 { get; init; }

    public DateTimeOffset? ImportedAt { get; init; }

    public static IReadOnlyList<ListedTable> Of(RateLibrary library)
    {
        var book = library.Book();
        var manifests = library.List();
        return [.. Enum.GetValues<TableKind>().SelectMany(kind => book.EditionsOf(kind).Select(edition => Of(edition, manifests, book)))];
    }

    private static ListedTable Of(Edition edition, IReadOnlyList<TableManifest> manifests, RateBook book)
    {
        var (table, version) = (edition.Table, edition.Table.Version);
        var manifest = version.IsImported ? manifests.FirstOrDefault(imported => imported.Table == table.Kind && imported.ValidFrom == version.ValidFrom) : null;
        return new()
        {
            Name = manifest?.Name ?? NamedTables.NameOf(table),
            Table = table.Kind,
            List = version.List,
            Version = version.Version,
            Shipped = !version.IsImported,
            ValidFrom = version.ValidFrom,
            ValidTo = version.ValidTo,
            // A change of the index lasts; what ends is what is known of it.
            UsedTo = table is PriceIndexTable ? book.Nppa.LastKnownDay
                : (table as NppaTable)?.LastKnownDay is { } known && !(edition.LastDay < known) ? known : edition.LastDay,
            Rows = table.RowCount,
            SetAside = manifest?.SetAside,
            Source = version.Document,
            File = manifest?.File,
            Sha256 = manifest?.Sha256,
            ImportedAt = manifest?.ImportedAt,
        };
    }
}
