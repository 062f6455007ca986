namespace MediAgents.Storage.Erasure;

/// <summary>Rows of one table that an erasure removes.</summary>
/// <param name="Name">As the certificate has them.</param>
/// <param name="Sql">Removes at most so many (parameter 2) rows of a patient (parameter 1) and tells how many.</param>
/// <param name="Batch">How many at once: between batches others write.</param>
internal sealed record ErasedArea(string Name, string Sql, int Batch = 500)
{
    /// <summary>Every table with rows of patients, those that refer to others first.</summary>
    /// <param name="read">Reads a file of the store's SQL.</param>
    public static IReadOnlyList<ErasedArea> All(Func<string, string> read) =>
    [
        new("journal_blocks", read("Erasure/remove_journal.sql")),
        new("grains", read("Erasure/remove_grains.sql")),
        new("document_parts", read("Erasure/remove_document_parts.sql"), Batch: 8), // of a megabyte each
        new("documents", read("Erasure/remove_documents.sql")),
        new("event_versions", read("Erasure/remove_events_current.sql")),
        new("event_versions", read("Erasure/remove_events_superseded.sql")),
        new("profile_versions", read("Erasure/remove_profiles.sql")),
        new("idempotency_claims", read("Erasure/remove_claims.sql")),
    ];
}
