using MediAgents.Records.Identity;
using MediAgents.Records.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Storage.Tests;

public sealed class StorageRegistrationTests
{
    [Fact]
    public async Task Nothing_is_created_before_something_is_asked_for()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"mediagents-test-{Guid.NewGuid():N}");
        await using var store = new TestStore(folder);
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Users_are_the_same_patients_after_a_restart()
    {
        await using var folder = new TestStore();
        var ids = new List<Primitives.PatientId>();
        for (var start = 0; start < 2; start++)
        {
            await using var services = Services(new StorageOptions { DataDirectory = folder.Folder });
            ids.Add(services.GetRequiredService<UserHasher>().Hash("asha"));
        }

        ids[0].ShouldBe(ids[1]);
    }

    [Theory]
    [InlineData("", 1, 1, 1)]
    [InlineData("data", 0, 1, 1)]
    [InlineData("data", 1, 0, 1)]
    [InlineData("data", 1, 1, 0)]
    public void A_wrong_option_is_refused_at_registration(string folder, int readers, int queue, int keys) =>
        Should.Throw<ArgumentException>(() => Services(new StorageOptions
        {
            DataDirectory = folder,
            ReadConnections = readers,
            WriteQueueLength = queue,
            CachedDataKeys = keys,
        }));

    private static ServiceProvider Services(StorageOptions options) =>
        new ServiceCollection()
            .AddSqliteStorage(options, new KeyOptions { DataDirectory = options.DataDirectory, AllowGenerated = true })
            .BuildServiceProvider();
}
