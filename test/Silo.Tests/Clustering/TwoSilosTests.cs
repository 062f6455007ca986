using System.Net;
using System.Net.Sockets;
using MediAgents.Contract.Stores;
using MediAgents.Silo.Clustering;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Messaging;
using Orleans.Runtime;

namespace MediAgents.Silo.Tests.Clustering;

/// <summary>Two silos that know each other through our tables only.</summary>
[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class TwoSilosTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly List<IHost> silos = [];
    private PostgresOptions options = null!;

    public async Task InitializeAsync()
    {
        if (!server.IsRunning)
            return; // skipped
        options = new PostgresOptions { Database = await server.CreateDatabaseAsync() };
        ClusterDatabase.Migrate(options);
    }

    public async Task DisposeAsync()
    {
        foreach (var silo in silos)
        {
            await silo.StopAsync();
            silo.Dispose();
        }
    }

    [StoreFact]
    public async Task They_form_a_cluster_and_leave_it()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        await UntilAsync(async () => (await StatusesAsync()).SequenceEqual([SiloStatus.Active, SiloStatus.Active]));
        await UntilAsync(async () => (await Management(first).GetHosts(onlyActive: true)).Count == 2);
        await UntilAsync(async () => (await Management(second).GetHosts(onlyActive: true)).Count == 2);

        await second.StopAsync();
        (await StatusesAsync()).ShouldBe([SiloStatus.Active, SiloStatus.Dead], ignoreOrder: true);
        await UntilAsync(async () => (await Management(first).GetHosts(onlyActive: true)).Count == 1);
    }

    [StoreFact]
    public async Task A_client_finds_them()
    {
        await StartAsync();
        await StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(names => (names.ClusterId, names.ServiceId) = ("ours", "ours"))
            .UseAdoNetClustering(provider =>
            {
                provider.Invariant = ClusterDatabase.Invariant;
                provider.ConnectionString = ClusterDatabase.ConnectionStringOf(options);
            }));
        using var client = builder.Build();
        await client.StartAsync();

        (await client.Services.GetRequiredService<IGatewayListProvider>().GetGateways()).Count.ShouldBe(2);
        (await Management(client).GetHosts(onlyActive: true)).Count.ShouldBe(2);
        await client.StopAsync();
    }

    [StoreFact]
    public async Task A_silo_that_went_without_a_word_is_declared_dead()
    {
        var first = await StartAsync();
        await StartAsync();

        // What a silo leaves whose machine is gone: a row that calls it active, and nobody at its address.
        var gone = await LeaveAsync(SiloStatus.Active, TimeProvider.System.GetUtcNow().UtcDateTime);

        await using var tables = await ClusterTables.OpenAsync(options);
        await UntilAsync(async () => (await tables.Membership.ReadRow(gone)).Members is [{ Item1.Status: SiloStatus.Dead }]);
        (await Management(first).GetHosts(onlyActive: true)).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task The_row_of_a_silo_long_dead_is_cleaned_away()
    {
        var dead = await LeaveAsync(SiloStatus.Dead, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1));
        await StartAsync();
        await StartAsync();

        await using var tables = await ClusterTables.OpenAsync(options);
        await UntilAsync(async () => (await tables.Membership.ReadRow(dead)).Members.Count == 0);
        (await StatusesAsync()).ShouldBe([SiloStatus.Active, SiloStatus.Active]);
    }

    [StoreFact]
    public async Task A_reminder_fires_and_outlives_all_silos()
    {
        var first = await StartAsync();
        await StartAsync();
        var grain = first.Services.GetRequiredService<IGrainFactory>().GetGrain<IReminded>("a");
        await grain.RemindAsync();
        await UntilAsync(async () => await grain.CountAsync() > 0);

        foreach (var silo in silos)
            await silo.StopAsync();
        var third = await StartAsync();
        grain = third.Services.GetRequiredService<IGrainFactory>().GetGrain<IReminded>("a");
        (await grain.ListAsync()).ShouldBe(["wake"]);
        await UntilAsync(async () => await grain.CountAsync() > 0);
        await grain.ForgetAsync();
        (await grain.ListAsync()).ShouldBeEmpty();
    }

    private static IManagementGrain Management(IHost silo) => silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo => silo
            .UseClusterDatabase(options, "ours", "ours")
            .ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort())
            .Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = TimeSpan.FromSeconds(1))
            .Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 2;
                membership.NumVotesForDeathDeclaration = 1;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(2);
                membership.DefunctSiloCleanupPeriod = TimeSpan.FromSeconds(2);
                membership.DefunctSiloExpiration = TimeSpan.FromHours(1);
            }));
        var host = builder.Build();
        silos.Add(host);
        await host.StartAsync();
        return host;
    }

    private async Task<SiloAddress> LeaveAsync(SiloStatus status, DateTime alive)
    {
        await using var tables = await ClusterTables.OpenAsync(options);
        var entry = new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, FreePort(), 1),
            SiloName = "left",
            HostName = "left",
            Status = status,
            StartTime = alive,
            IAmAliveTime = alive,
        };
        await UntilAsync(async () => await tables.Membership.InsertRow(entry, (await tables.Membership.ReadAll()).Version.Next()));
        return entry.SiloAddress;
    }

    private async Task<IEnumerable<SiloStatus>> StatusesAsync()
    {
        await using var tables = await ClusterTables.OpenAsync(options);
        return (await tables.Membership.ReadAll()).Members.Select(member => member.Item1.Status).ToList();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
