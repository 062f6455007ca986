using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Primitives;
using Npgsql;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Postgres;

/// <summary>Uploads, whose parts travel before they are a document.</summary>
[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresDocumentTests(PostgresServer server)
{
    [StoreFact]
    public async Task An_upload_removed_before_it_was_a_document_is_not_said_to_be_stored()
    {
        await using var store = new PostgresStore(server);
        await store.CreateAsync();
        await store.Documents.ListAsync(Asha.Scope());
        await using var other = await server.ConnectAsync(store.Url);
        await using (var held = await other.BeginTransactionAsync())
        {
            await RunAsync(other, "SELECT FROM audit_trail_head FOR UPDATE"); // the writer waits
            var put = store.Documents.PutAsync(Asha.Scope(), "one"u8.ToArray(), "text/plain", "one.txt").AsTask();
            while (await store.CountAsync("SELECT count(*) FROM document WHERE stored_at IS NULL") == 0)
                await Task.Yield();
            await RunAsync(other, "DELETE FROM document");
            await held.CommitAsync();
            await Should.ThrowAsync<StorageUnavailableException>(put);
        }

        (await store.Documents.ListAsync(Asha.Scope())).ShouldBeEmpty();
        (await store.CountAsync("SELECT count(*) FROM audit_trail WHERE action = 'document.store'")).ShouldBe(0);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
