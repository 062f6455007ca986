using MediAgents.Storage.Postgres;
using MediAgents.Storage.Resealing;
using MediAgents.Storage.Sqlite;
using MediAgents.Storage.Tests.Postgres;
using Npgsql;

namespace MediAgents.Storage.Tests.Keys;

/// <summary>
/// Whoever adds a column of bytes says here whether it is sealed: a sealed one that renewal does not know would be
/// unreadable once its key is retired.
/// </summary>
[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class SealedColumnsTests(PostgresServer server)
{
    /// <summary>Codes of the audit trail and keyed fingerprints: not under a data key.</summary>
    private static readonly string[] NotSealed =
    [
        "audit_trail.mac", "audit_trail_head.mac", "audit_trail_head.head_mac", "audit_trail_checkpoint.mac", "audit_trail_checkpoint.checkpoint_mac",
        "idempotency_claim.key", "idempotency_claim.request", "erasure.trail_mac",
    ];

    [Fact]
    public async Task Renewal_knows_every_sealed_column_of_sqlite()
    {
        await using var store = new TestStore();
        var columns = await store.Database.ReadAsync(session =>
        {
            using var row = session.Statement(
                "SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.type = 'BLOB'");
            return Rows(row);
        });

        columns.Except(NotSealed).ShouldBe(SealedColumn.All(SqlFiles.Read).Select(column => $"{column.Table}.{column.Field}"), ignoreOrder: true);
    }

    [Contract.Stores.StoreFact]
    public async Task Renewal_knows_every_sealed_column_of_postgresql()
    {
        await using var store = new PostgresStore(server);
        await store.CreateAsync();
        _ = store.Database;
        await using var connection = await server.ConnectAsync(store.Url);
        await using var command = new NpgsqlCommand(
            "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'mediagents' AND data_type = 'bytea'", connection);
        await using var row = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await row.ReadAsync())
            columns.Add(row.GetString(0));

        columns.Except(NotSealed).ShouldBe(SealedColumn.All(PostgresSql.Read).Select(column => $"{column.Table}.{column.Field}"), ignoreOrder: true);
    }

    private static List<string> Rows(SqliteStatement row)
    {
        var rows = new List<string>();
        while (row.Step())
            rows.Add(row.Text(0));
        return rows;
    }
}
