using MediAgents.Contract.Storage;
using System.Text;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests;

public sealed class SealedFilesTests
{
    private const string Planted = "Kavita Deshpande, chest pain since Tuesday";

    [Fact]
    public async Task No_file_holds_a_patients_words()
    {
        await using var store = new TestStore();
        var words = Encoding.UTF8.GetBytes(Planted);
        foreach (var owner in (Primitives.PatientId?[])[Asha, null])
        {
            var key = new GrainKey("run", $"of {owner}");
            await store.Grains.CommitAsync(new GrainCommit(key, 0, new StoredGrain(1, owner, words, 1, false), [new JournalEntry(1, "finding", words)], []));
        }

        await store.Documents.PutAsync(Asha.Scope(), words, "text/plain", Planted);

        Where(store.Folder, "text/plain").ShouldNotBeEmpty(); // what is not sealed is found, so the search works
        Where(store.Folder, Planted).ShouldBeEmpty();
        Where(store.Folder, "finding").ShouldBeEmpty(); // even the types of events
        Directory.GetFiles(store.Folder).Select(Path.GetFileName).ShouldContain("mediagents.db-wal");

        await store.CloseAsync(); // the log goes into the main file
        Where(store.Folder, "text/plain").ShouldNotBeEmpty();
        Where(store.Folder, Planted).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_files_are_for_the_server_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var parent = new TestStore();
        var folder = Path.Combine(parent.Folder, "data");
        await using var store = new TestStore(folder);
        await store.Documents.PutAsync(Asha.Scope(), new byte[1], "text/plain", null);

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var files = Directory.GetFiles(folder);
        files.Select(Path.GetFileName).ShouldBeSubsetOf(
            ["keys.db", "keys.db-shm", "keys.db-wal", "master.key", "master.key.lock", "mediagents.db", "mediagents.db-shm", "mediagents.db-wal"]);
        files.Length.ShouldBe(8);
        files.Select(File.GetUnixFileMode).ShouldAllBe(mode => mode == OwnerOnly);
        File.GetUnixFileMode(folder).ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
    }

    private static IEnumerable<string> Where(string folder, string text) =>
        Directory.EnumerateFiles(folder).Where(path =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        }).ToList();
}
