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

        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await Should.ThrowAsync<BackupException>(() => backup.RestoreAsync(file));
        Directory.GetFiles(folder).ShouldBe([file, keysFile], ignoreOrder: true);
        Directory.Delete(folder, recursive: true);
    }
}
