namespace MediAgents.Storage.Backups;

/// <summary>What a backup says of itself, as JSON at the end of the file.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Store">What wrote it: <c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Schema">Number of the last migration in it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Rows">Rows of each table.</param>
/// <param name="Bytes">Length of the content before the manifest.</param>
/// <param name="Sha256">Of the content, hexadecimal.</param>
public sealed record BackupManifest(
    BackupKind Kind,
    string Store,
    long Schema,
    DateTimeOffset CreatedAt,
    IReadOnlyDictionary<string, long> Rows,
    long Bytes = 0,
    string Sha256 = "");
