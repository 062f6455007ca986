namespace MediAgents.Storage.Sqlite;

/// <summary>
/// What many writes of a transaction change and only its end needs: kept in memory and written once, instead of once a write.
/// </summary>
internal interface IDeferredWrite
{
    /// <summary>Writes what is kept and keeps it no more: the transaction, or the part of it that may be taken back alone, ends.</summary>
    void Write(SqliteSession session);

    /// <summary>What is kept was taken back: the database says again what holds.</summary>
    void Forget();
}
