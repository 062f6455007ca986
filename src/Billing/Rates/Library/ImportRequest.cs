namespace MediAgents.Billing.Rates.Library;

/// <summary>A file to import.</summary>
/// <param name="Path">The file.</param>
/// <param name="Table">The list it is.</param>
/// <param name="ValidFrom">The first day on which it holds.</param>
/// <param name="ValidTo">The last one, if it is stated.</param>
/// <param name="Source">The document it is from; the file's name if null.</param>
public sealed record ImportRequest(string Path, TableKind Table, DateOnly ValidFrom, DateOnly? ValidTo = null, string? Source = null);

/// <summary>What an import did.</summary>
public sealed record Imported(TableManifest Manifest, IReadOnlyList<SetAsideRow> SetAside);
