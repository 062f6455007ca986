namespace MediAgents.Billing.Rates.Library;

/// <summary>What is known of an imported table beside its rows; kept with it as <c>manifest.json</c>.</summary>
public sealed record TableManifest
{
    /// <summary>What the table is called: its list and first day.</summary>
    public required string Name { get; init; }

    public required TableKind Table { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last valid day if one was stated; without it the table holds until the next of its list begins.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The document the figures are from, as whoever imported it says.</summary>
    public required string Source { get; init; }

    /// <summary>The name of the file that was imported.</summary>
    public required string File { get; init; }

    /// <summary>Of the bytes that were imported.</summary>
    public required string Sha256 { get; init; }

    public required int Rows { get; init; }

    public required int SetAside { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    internal TableVersion Version => new(Table.List(), $"{ValidFrom:yyyy-MM-dd}.{Sha256[..8]}", ValidFrom, ValidTo, Table.Authority(), Source) { IsImported = true };
}
