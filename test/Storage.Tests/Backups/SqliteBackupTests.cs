using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Portability;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Backups;
using MediAgents.Storage.Sqlite;
using MediAgents.Storage.Sqlite.Backups;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Backups;

public sealed class SqliteBackupTests : IAsyncLifetime
{
    private readonly string outside = Directory.CreateTempSubdirectory("mediagents-test-").FullName;
    private readonly TestStore store = new();
    private DocumentId hers, his;

    private string DataFile => Path.Combine(outside, "data.backup");

    private string KeysFile => Path.Combine(outside, "keys.backup");

    public async Task InitializeAsync()
    {
        hers = await store.Documents.PutAsync(Asha.Scope(), "ECG of Asha"u8.ToArray(), "text/plain", "ecg.txt");
        his = await store.Documents.PutAsync(Ravi.Scope(), "ECG of Ravi"u8.ToArray(), "text/plain", "ecg.txt");
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task What_was_backed_up_comes_back_and_what_came_later_does_not()
    {
        var manifest = await Data(store.Folder).BackUpAsync(DataFile);
        var later = await store.Documents.PutAsync(Asha.Scope(), "later"u8.ToArray(), "text/plain", null);
        await store.CloseAsync();

        var report = await Data(store.Folder).RestoreAsync(DataFile);

        report.Rows.ShouldBe(manifest.Rows.Values.Sum());
        await using var restored = new TestStore(store.Folder);
        await ShouldReadAsync(restored, Asha, hers, "ECG of Asha");
        (await restored.Documents.GetAsync(Asha.Scope(), later)).ShouldBeNull();
        (await restored.Trail.VerifyAsync()).Faults.ShouldBeEmpty();
        File.Exists(Path.Combine(store.Folder, "mediagents.db.replaced")).ShouldBeTrue();
    }

    [Fact]
    public async Task Data_and_keys_come_back_on_an_empty_machine()
    {
        await Data(store.Folder).BackUpAsync(DataFile);
        await Keys(store.Folder).BackUpAsync(KeysFile);
        var elsewhere = Path.Combine(outside, "new");
        await Data(elsewhere).RestoreAsync(DataFile);
        (await Keys(elsewhere).RestoreAsync(KeysFile)).Rows.ShouldBe(3);
        foreach (var secret in new[] { "master.key", "user-hash.key" }.Where(secret => File.Exists(Path.Combine(store.Folder, secret))))
            File.Copy(Path.Combine(store.Folder, secret), Path.Combine(elsewhere, secret)); // kept apart by the operator

        await using var restored = new TestStore(elsewhere);
        await ShouldReadAsync(restored, Asha, hers, "ECG of Asha");
        await ShouldReadAsync(restored, Ravi, his, "ECG of Ravi");
    }

    [Fact]
    public async Task A_backup_is_made_beside_writers_and_is_of_one_moment()
    {
        using var done = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var version = 0;
            for (; version < 50 || !done.IsCancellationRequested; version++)
                (await store.Grains.CommitAsync(Turn(Run("busy"), version, version, appended: 1, Asha))).ShouldBeTrue();
            return version;
        });
        var manifests = new List<BackupManifest>();
        for (var backup = 0; backup < 5; backup++)
            manifests.Add(await Data(store.Folder).BackUpAsync(DataFile));
        await done.CancelAsync();
        await writing;
        await store.CloseAsync();

        await Data(store.Folder).RestoreAsync(DataFile);

        await using var restored = new TestStore(store.Folder);
        var entries = manifests[^1].Rows["grain_journal"];
        ((await restored.Grains.ReadAsync(Run("busy")))?.JournalLength ?? 0).ShouldBe(entries);
        (await restored.Grains.ReadJournalAsync(Run("busy"), Asha)).Count.ShouldBe((int)entries);
    }

    [Fact]
    public async Task An_erased_patient_stays_unreadable_whatever_is_restored()
    {
        await Data(store.Folder).BackUpAsync(DataFile);
        await Keys(store.Folder).BackUpAsync(KeysFile);
        store.Sealer.Erase(Asha).ShouldBeTrue();
        await store.CloseAsync();

        await Data(store.Folder).RestoreAsync(DataFile);
        var keys = await Keys(store.Folder).RestoreAsync(KeysFile);

        (keys.Rows, keys.Present, keys.Refused).ShouldBe((0, 2, 1));
        await using var restored = new TestStore(store.Folder);
        await Should.ThrowAsync<SealBrokenException>(async () => await restored.Documents.GetAsync(Asha.Scope(), hers));
        await ShouldReadAsync(restored, Ravi, his, "ECG of Ravi");
    }

    [Fact]
    public async Task Restored_data_of_an_erased_patient_are_as_if_they_were_not_there()
    {
        var visit = new EventContent { Type = EventType.Encounter, Title = "Visit", OccurredAt = EventTime.Parse("2026-01-02") };
        await store.Timeline.AddAsync(Asha.Scope(), new EventAddition(SortableId.New("e_", TimeProvider.System), visit), key: null);
        await Data(store.Folder).BackUpAsync(DataFile);
        store.Sealer.Erase(Asha).ShouldBeTrue();
        await store.Documents.PutAsync(Asha.Scope(), "back again"u8.ToArray(), "text/plain", null); // under a new key
        await store.CloseAsync();
        await Data(store.Folder).RestoreAsync(DataFile);

        await using var restored = new TestStore(store.Folder);
        var erasures = (RestoredErasures)restored.Services.GetService(typeof(RestoredErasures))!;
        (await erasures.RepeatAsync()).ShouldBe(1);
        (await erasures.RepeatAsync()).ShouldBe(0);

        (await restored.Timeline.ScanAsync(Asha.Scope(), new TimelineFilter(AnyStatus: true), "test.read").ToListAsync()).ShouldBeEmpty();
        (await restored.Documents.ListAsync(Asha.Scope())).ShouldBeEmpty();
        await ShouldReadAsync(restored, Ravi, his, "ECG of Ravi");
        (await restored.Trail.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_retired_before_its_owner_was_erased_does_not_come_back_either()
    {
        await Keys(store.Folder).BackUpAsync(KeysFile);
        var earlier = store.Sealer.Renew(Asha) ? DataKeys.FindEarlier(Asha.Hash)[0].Id : default;
        DataKeys.Retire(Asha.Hash, earlier).ShouldBeTrue();
        store.Sealer.Erase(Asha).ShouldBeTrue();
        await store.CloseAsync();

        (await Keys(store.Folder).RestoreAsync(KeysFile)).Refused.ShouldBe(1);
    }

    [Fact]
    public async Task A_retired_key_comes_back_as_an_earlier_one_for_data_of_its_time()
    {
        await Data(store.Folder).BackUpAsync(DataFile);
        await Keys(store.Folder).BackUpAsync(KeysFile);
        store.Sealer.Renew(Asha).ShouldBeTrue();
        var current = DataKeys.Find(Asha.Hash)!.Id;
        DataKeys.Retire(Asha.Hash, DataKeys.FindEarlier(Asha.Hash)[0].Id).ShouldBeTrue();
        await store.CloseAsync();

        await Data(store.Folder).RestoreAsync(DataFile);
        (await Keys(store.Folder).RestoreAsync(KeysFile)).Rows.ShouldBe(1);

        await using var restored = new TestStore(store.Folder);
        await ShouldReadAsync(restored, Asha, hers, "ECG of Asha");
        var keys = (IDataKeyStore)restored.Services.GetService(typeof(IDataKeyStore))!;
        keys.Find(Asha.Hash)!.Id.ShouldBe(current);
    }

    [Fact]
    public async Task An_erasure_that_only_the_backup_knows_is_repeated()
    {
        File.Copy(Path.Combine(store.Folder, "keys.db"), Path.Combine(outside, "old-keys.db"));
        File.Copy(Path.Combine(store.Folder, "keys.db-wal"), Path.Combine(outside, "old-keys.db-wal"));
        store.Sealer.Erase(Asha).ShouldBeTrue();
        await Keys(store.Folder).BackUpAsync(KeysFile);
        await store.CloseAsync();
        File.Copy(Path.Combine(outside, "old-keys.db"), Path.Combine(store.Folder, "keys.db"), overwrite: true);
        File.Copy(Path.Combine(outside, "old-keys.db-wal"), Path.Combine(store.Folder, "keys.db-wal"), overwrite: true);

        await Keys(store.Folder).RestoreAsync(KeysFile);

        await using var restored = new TestStore(store.Folder);
        await Should.ThrowAsync<SealBrokenException>(async () => await restored.Documents.GetAsync(Asha.Scope(), hers));
    }

    [Fact]
    public async Task A_damaged_or_foreign_file_is_refused_and_nothing_changes()
    {
        await Data(store.Folder).BackUpAsync(DataFile);
        await Keys(store.Folder).BackUpAsync(KeysFile);
        await store.CloseAsync();
        var before = Directory.GetFiles(store.Folder).ToDictionary(file => file, File.ReadAllBytes);
        var whole = await File.ReadAllBytesAsync(DataFile);
        var random = new Random(7);

        foreach (var damage in new Func<byte[], byte[]>[]
        {
            bytes => bytes[..(bytes.Length / 2)],
            bytes => bytes[..^1],
            bytes => [.. bytes, 0],
            bytes => [],
            bytes => Flipped(bytes, random.Next(bytes.Length - 500)),
            bytes => Flipped(bytes, bytes.Length - 100),
            bytes => Flipped(bytes, bytes.Length - 10),
        })
        {
            await File.WriteAllBytesAsync(DataFile, damage([.. whole]));
            await Should.ThrowAsync<BackupException>(() => Data(store.Folder).RestoreAsync(DataFile));
        }

        (await Should.ThrowAsync<BackupException>(() => Data(store.Folder).RestoreAsync(KeysFile))).Message.ShouldContain("of keys");
        Directory.GetFiles(store.Folder).ShouldBe(before.Keys, ignoreOrder: true);
        foreach (var (file, bytes) in before)
            (await File.ReadAllBytesAsync(file)).AsSpan().SequenceEqual(bytes).ShouldBeTrue(file);
    }

    [Fact]
    public async Task A_backup_of_a_newer_release_is_refused()
    {
        await store.Database.WriteAsync(session =>
        {
            session.Execute("INSERT INTO schema_migration (number, name) VALUES (9999, 'from the future')");
            return true;
        });
        await Data(store.Folder).BackUpAsync(DataFile);
        await store.CloseAsync();

        (await Should.ThrowAsync<BackupException>(() => Data(store.Folder).RestoreAsync(DataFile))).Message.ShouldContain("newer release");
    }

    [Fact]
    public async Task A_backup_is_one_file_for_the_operator_alone()
    {
        await Data(store.Folder).BackUpAsync(DataFile);
        await Data(store.Folder).BackUpAsync(DataFile); // replaces the former

        Directory.GetFiles(outside).ShouldBe([DataFile]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(DataFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await Should.ThrowAsync<IOException>(() => Data(store.Folder).BackUpAsync(Path.Combine(outside, "no/such/folder")));
        await Should.ThrowAsync<BackupException>(() => Data(outside).BackUpAsync(DataFile));
        Directory.GetFiles(outside).ShouldBe([DataFile]);
    }

    private IDataKeyStore DataKeys => (IDataKeyStore)store.Services.GetService(typeof(IDataKeyStore))!;

    private static SqliteDataBackup Data(string folder) => new(new StorageOptions { DataDirectory = folder }, TimeProvider.System);

    private static SqliteKeyBackup Keys(string folder) => new(new StorageOptions { DataDirectory = folder }, TimeProvider.System);

    private static byte[] Flipped(byte[] bytes, int at)
    {
        bytes[at] ^= 0x10;
        return bytes;
    }

    private static async Task ShouldReadAsync(TestStore stores, PatientId patient, DocumentId id, string content) =>
        (await stores.Documents.GetAsync(patient.Scope(), id)).ShouldNotBeNull().Content.Text().ShouldBe(content);
}
