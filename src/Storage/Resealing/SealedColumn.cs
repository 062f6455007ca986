namespace MediAgents.Storage.Resealing;

/// <summary>
/// A column of sealed data, by the three statements that seal it anew. Parameters are numbered from 1. Rows are found by the
/// numbers of their store: the row id in SQLite, two numbers in PostgreSQL.
/// </summary>
/// <param name="Table">As the seal names it.</param>
/// <param name="Field">As the seal names it.</param>
/// <param name="List">The numbers of rows of an owner (1) whose column begins with a prefix (2), at most so many (3).</param>
/// <param name="Read">Of a row (its numbers): the column, and the row as the seal names it.</param>
/// <param name="Write">Puts a value (1) into the column of a row (its numbers) if it is still what it was (the last).</param>
internal sealed record SealedColumn(string Table, string Field, string List, string Read, string Write)
{
    /// <summary>All there are: one that is missing here would be lost when its key is retired.</summary>
    /// <param name="read">Reads a file of the store's SQL.</param>
    public static IReadOnlyList<SealedColumn> All(Func<string, string> read)
    {
        return
        [
            In("Grains", "grain", "state"),
            In("Grains", "grain_journal", "entries"),
            In("Documents", "document", "file_name"),
            In("Documents", "document_part", "content"),
            In("Timeline", "timeline_event", "content"),
            In("Profiles", "profile", "content"),
            In("Idempotency", "idempotency_claim", "plan"),
        ];

        SealedColumn In(string feature, string table, string field) => new(
            table,
            field,
            read($"{feature}/Resealing/list_{table}.sql"),
            read($"{feature}/Resealing/read_{table}.sql"),
            read($"{feature}/Resealing/write_{table}.sql"));
    }
}
