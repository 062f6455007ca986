using System.Text;
using MediAgents.Contract.Stores;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Redis.Tests.Grains;

/// <summary>Keys and files of the server hold nothing that a patient said.</summary>
[NeedsRedis]
public sealed class PlantedWordsTests
{
    private const string Planted = "Kavita Deshpande, chest pain since Tuesday";

    [StoreFact]
    public async Task Neither_keys_nor_files_of_the_server_hold_a_patients_words()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var store = new RedisStore(redis);
        await store.CreateAsync();
        var words = Encoding.UTF8.GetBytes(Planted);
        foreach (var owner in (Primitives.PatientId?[])[Asha, null])
        {
            var key = new GrainKey("run", $"of {owner}");
            (await store.Grains.CommitAsync(new GrainCommit(key, 0, new StoredGrain(1, owner, words, 1, true), [new JournalEntry(1, "finding", words)], []))).ShouldBeTrue();
        }

        (await redis.CommandAsync("SAVE")).ShouldContain("OK");
        var keys = await redis.CommandAsync("-n", $"{store.Url.Database}", "--scan");
        keys.ShouldContain("mediagents:grain:run/of");
        keys.ShouldNotContain("Kavita");

        var files = Directory.GetFiles(redis.Folder, "*", SearchOption.AllDirectories);
        files.Select(Path.GetExtension).ShouldContain(".rdb");
        files.Select(Path.GetExtension).ShouldContain(".aof");
        Holding(files, "mediagents:grain:run").Count().ShouldBeGreaterThanOrEqualTo(2); // what is not sealed is found, so the search works
        Holding(files, Planted).ShouldBeEmpty();
        Holding(files, "finding").ShouldBeEmpty();
    }

    private static IEnumerable<string> Holding(IEnumerable<string> files, string words) =>
        files.Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0);
}
