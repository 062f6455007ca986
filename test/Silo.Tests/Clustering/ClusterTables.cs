using MediAgents.Silo.Clustering;
using MediAgents.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace MediAgents.Silo.Tests.Clustering;

/// <summary>Orleans' own tables for membership and reminders over a migrated database, in a host that is built but not started.</summary>
internal sealed class ClusterTables : IAsyncDisposable
{
    private readonly IHost host;

    private ClusterTables(IHost host) => this.host = host;

    public IMembershipTable Membership => host.Services.GetRequiredService<IMembershipTable>();

    public IReminderTable Reminders => host.Services.GetRequiredService<IReminderTable>();

    public static async Task<ClusterTables> OpenAsync(PostgresOptions options, string cluster = "ours", string service = "ours")
    {
        ClusterDatabase.Migrate(options);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo => silo.UseClusterDatabase(options, cluster, service));
        var tables = new ClusterTables(builder.Build());
        await tables.Membership.InitializeMembershipTable(tryInitTableVersion: true);
        await tables.Reminders.StartAsync();
        return tables;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}

internal static class ClusterDatabaseOfSilo
{
    public static ISiloBuilder UseClusterDatabase(this ISiloBuilder silo, PostgresOptions options, string cluster, string service) => silo
        .Configure<ClusterOptions>(names =>
        {
            names.ClusterId = cluster;
            names.ServiceId = service;
        })
        .UseAdoNetClustering(provider =>
        {
            provider.Invariant = ClusterDatabase.Invariant;
            provider.ConnectionString = ClusterDatabase.ConnectionStringOf(options);
        })
        .UseAdoNetReminderService(provider =>
        {
            provider.Invariant = ClusterDatabase.Invariant;
            provider.ConnectionString = ClusterDatabase.ConnectionStringOf(options);
        });
}
