using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Backups;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Postgres.Backups;
using MediAgents.Storage.Tests.Postgres;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Backups;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresBackupTests(PostgresServer server)
{
    [StoreFact]
    public async Task What_was_backed_up_comes_back_and_an_erased_patients_data_stay_unreadable()
    {
        var folder = Directory.CreateTempSubdirectory("mediagents-test-").FullName;
        await using var store = new PostgresStore(server);
        await store.CreateAsync();
        var hers = await store.Documents.PutAsync(Asha.Scope(), "ECG of Asha"u8.ToArray(), "text/plain", null);
        var his = await store.Documents.PutAsync(Ravi.Scope(), "ECG of Ravi"u8.ToArray(), "text/plain", null);
        var backup = new PostgresDataBackup(new PostgresOptions { Database = store.Url }, TimeProvider.System);
        var file = Path.Combine(folder, "data.backup");

        var keys = new PostgresKeyBackup(new PostgresOptions { Database = store.Url }, TimeProvider.System);
        var keysFile = Path.Combine(folder, "keys.backup");

        var manifest = await backup.BackUpAsync(file);
        await keys.BackUpAsync(keysFile);
        var later = await store.Documents.PutAsync(Ravi.Scope(), "later"u8.ToArray(), "text/plain", null);
        store.Sealer.Erase(Asha).ShouldBeTrue();
        await store.CloseAsync();
        (await backup.RestoreAsync(file)).Rows.ShouldBe(manifest.Rows.Values.Sum());

        var added = await keys.RestoreAsync(keysFile);
        (added.Rows, added.Present, added.Refused).ShouldBe((0, 2, 1));

        (await store.Documents.GetAsync(Ravi.Scope(), his)).ShouldNotBeNull().Content.Text().ShouldBe("ECG of Ravi");
        (await store.Documents.GetAsync(Ravi.Scope(), later)).ShouldBeNull();
        await Should.ThrowAsync<SealBrokenException>(async () => await store.Documents.GetAsync(Asha.Scope(), hers));
        (await store.RestoredErasures.RepeatAsync()).ShouldBe(1);
        (await store.Documents.GetAsync(Asha.Scope(), hers)).ShouldBeNull();

        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await Should.ThrowAsync<BackupException>(() => backup.RestoreAsync(file));
        Directory.GetFiles(folder).ShouldBe([file, keysFile], ignoreOrder: true);
        Directory.Delete(folder, recursive: true);
    }

    [StoreFact]
    public async Task The_keys_stand_while_a_backup_is_restored_and_after_it_was_killed()
    {
        var folder = Directory.CreateTempSubdirectory("mediagents-test-").FullName;
        await using var store = new PostgresStore(server);
        await store.CreateAsync();
        var his = await store.Documents.PutAsync(Ravi.Scope(), "ECG of Ravi"u8.ToArray(), "text/plain", null);
        var keys = new PostgresKeyBackup(new PostgresOptions { Database = store.Url }, TimeProvider.System);
        var keysFile = Path.Combine(folder, "keys.backup");
        await keys.BackUpAsync(keysFile);
        await store.CloseAsync();
        await using var gate = await server.ConnectAsync(store.Url);
        await ExecuteAsync(gate, "SELECT pg_advisory_lock(7)");
        await store.TamperAsync("""
            CREATE FUNCTION public.wait() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_lock(7); END';
            CREATE EVENT TRIGGER wait ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION public.wait()
            """);

        var restoring = keys.RestoreAsync(keysFile);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (await store.CountAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()") == 0)
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        var meanwhile = await store.CountAsync("SELECT count(*) FROM mediagents_keys.data_key");
        await store.TamperAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()");
        await Should.ThrowAsync<BackupException>(() => restoring);
        await store.TamperAsync("DROP EVENT TRIGGER wait");

        meanwhile.ShouldBe(2);
        (await keys.RestoreAsync(keysFile)).Present.ShouldBe(2);
        (await store.Documents.GetAsync(Ravi.Scope(), his)).ShouldNotBeNull().Content.Text().ShouldBe("ECG of Ravi");
        (await store.CountAsync("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^mediagents_keys.'")).ShouldBe(0);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task ExecuteAsync(Npgsql.NpgsqlConnection connection, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
