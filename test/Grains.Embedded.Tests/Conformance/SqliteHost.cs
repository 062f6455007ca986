using MediAgents.Contract.Hosts;
using MediAgents.Grains.Hosting;
using MediAgents.Records.Sealing;
using MediAgents.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Grains.Embedded.Tests.Conformance;

/// <summary>
/// The embedded host on SQLite as the product registers it, sealed and in a folder of its own, or in a folder that was
/// given and stays. Each storage opened is a connection pool and writer of its own over the same files, as of another process.
/// </summary>
public sealed class SqliteHost(DirectoryInfo? given = null) : EmbeddedHost
{
    private readonly DirectoryInfo folder = given ?? Directory.CreateTempSubdirectory("mediagents-test-");
    private readonly List<ServiceProvider> opened = [];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var services in opened)
            await services.DisposeAsync();
        if (given is null)
            folder.Delete(recursive: true);
    }

    protected override IGrainStorage OpenStorage()
    {
        var services = new ServiceCollection()
            .AddSqliteStorage(
                new StorageOptions { DataDirectory = folder.FullName },
                new KeyOptions { DataDirectory = folder.FullName, AllowGenerated = true })
            .BuildServiceProvider();
        opened.Add(services);
        return services.GetRequiredService<IGrainStorage>();
    }
}
