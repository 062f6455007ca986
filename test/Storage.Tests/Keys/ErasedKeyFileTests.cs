using MediAgents.Contract.Stores;
using MediAgents.Storage.Tests.Postgres;
using Npgsql;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Keys;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class ErasedKeyFileTests(PostgresServer server)
{
    [StoreFact]
    public async Task An_erased_key_is_gone_from_the_tables_file_also_beside_an_old_snapshot()
    {
        await using var store = new PostgresStore(server);
        await store.CreateAsync();
        foreach (var patient in new[] { Asha, Ravi })
            store.Sealer.Seal(patient, "t", "f", "pain"u8);
        var erased = Convert.ToHexStringLower(store.DataKeys.Find(Asha.Hash)!.Wrapped.Span);
        var kept = Convert.ToHexStringLower(store.DataKeys.Find(Ravi.Hash)!.Wrapped.Span);
        await using var elsewhere = await server.ConnectAsync(store.Url);
        await using var old = await elsewhere.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using (var look = new NpgsqlCommand("SELECT count(*) FROM pg_class", elsewhere)) // from here on it has a snapshot
            await look.ExecuteScalarAsync();

        store.Sealer.Erase(Asha).ShouldBeTrue();

        (await IsInTheFileAsync(store, kept)).ShouldBeTrue();
        (await IsInTheFileAsync(store, erased)).ShouldBeFalse();
        store.DataKeys.Find(Asha.Hash).ShouldBeNull();
        store.DataKeys.Find(Ravi.Hash).ShouldNotBeNull();
    }

    private static async Task<bool> IsInTheFileAsync(PostgresStore store, string key)
    {
        await store.TamperAsync("CHECKPOINT");
        var found = $"position('\\x{key}'::bytea IN pg_read_binary_file(pg_relation_filepath('mediagents_keys.data_key')))";
        return await store.CountAsync($"SELECT {found}") > 0;
    }
}
