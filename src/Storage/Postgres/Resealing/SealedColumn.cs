namespace MediAgents.Storage.Postgres.Resealing;

/// <summary>
/// A column of sealed data, by the three statements that seal it anew. Two numbers find a row.
/// </summary>
/// <param name="Table">As the seal names it.</param>
/// <param name="Field">As the seal names it.</param>
/// <param name="List">The numbers of rows of owner $1 whose column begins with $2, at most $3.</param>
/// <param name="Read">Of the row $1, $2: the column, and the row as the seal names it.</param>
/// <param name="Write">Puts $1 into the column of the row $2, $3 if it is still $4.</param>
internal sealed record SealedColumn(string Table, string Field, string List, string Read, string Write)
{
    /// <summary>All there are: one that is missing here would be lost when its key is retired.</summary>
    public static IReadOnlyList<SealedColumn> All { get; } =
    [
        In("Grains/Resealing", "grain", "state"),
        In("Grains/Resealing", "grain_journal", "entries"),
        In("Documents/Resealing", "document", "file_name"),
        In("Documents/Resealing", "document_part", "content"),
        In("Timeline/Resealing", "timeline_event", "content"),
        In("Profiles/Resealing", "profile", "content"),
        In("Idempotency/Resealing", "idempotency_claim", "plan"),
    ];

    private static SealedColumn In(string folder, string table, string field) => new(
        table,
        field,
        PostgresSql.Read($"{folder}/list_{table}.sql"),
        PostgresSql.Read($"{folder}/read_{table}.sql"),
        PostgresSql.Read($"{folder}/write_{table}.sql"));
}
