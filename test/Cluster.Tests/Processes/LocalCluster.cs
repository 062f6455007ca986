using System.Globalization;
using System.Security.Cryptography;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Redis.Tests;
using MediAgents.Storage.Tests.Postgres;
using Npgsql;

namespace MediAgents.Cluster.Tests.Processes;

/// <summary>Two silos and two gateways on this machine, with a PostgreSQL and a Redis of their own.</summary>
public sealed class LocalCluster : IAsyncLifetime, IAsyncDisposable
{
    private const int Silos = 2, Gateways = 2, PortsOfSilo = 3;

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-cluster-");
    private readonly RedisProcess redis = new();
    private readonly int[] ports = FreePorts.Take(Silos * PortsOfSilo + Gateways);
    private readonly NodeProcess?[] silos = new NodeProcess?[Silos];
    private readonly NodeProcess?[] gateways = new NodeProcess?[Gateways];
    private readonly List<string> earlierLogs = [];
    private PostgresUrl? database;

    internal PostgresServer Database { get; private set; } = null!;

    /// <summary>What every node is told.</summary>
    internal Dictionary<string, string> Settings { get; } = [];

    /// <summary>What was logged by all nodes, those that have ended too.</summary>
    internal IEnumerable<string> Logs => earlierLogs.Concat(silos.Concat(gateways).Where(node => node is not null).Select(node => node!.Log));

    internal NodeProcess Silo(int number) => silos[number] ?? throw new InvalidOperationException($"Silo {number} is not running.");

    internal NodeProcess Gateway(int number) => gateways[number] ?? throw new InvalidOperationException($"Gateway {number} is not running.");

    /// <summary>Does a test; what the nodes logged last is told with its failure.</summary>
    internal async Task WatchAsync(Func<Task> test)
    {
        const int shown = 6_000;
        try
        {
            await test();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(string.Join("\n----\n", Logs.Select(log => log[Math.Max(0, log.Length - shown)..])), failure);
        }
    }

    internal IEnumerable<NodeProcess> Nodes => silos.Concat(gateways).Select(node => node!);

    /// <summary>A cluster for one test, with settings of its own.</summary>
    internal static async Task<LocalCluster> StartAsync(params (string Name, string Value)[] settings)
    {
        var cluster = new LocalCluster();
        foreach (var (name, value) in settings)
            cluster.Settings[name] = value;
        try
        {
            await cluster.InitializeAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task InitializeAsync()
    {
        if (new NeedsServersAttribute().Missing is not null)
            return; // whoever needs it is skipped
        Database = await PostgresServer.StartDurableAsync();
        await redis.InitializeAsync();
        Settings["CLUSTER_ID"] = "tests";
        database = await Database.CreateDatabaseAsync();
        Settings["DATABASE_URL"] = Database.SettingOf(database);
        Settings["REDIS_URL"] = redis.CreateSetting();
        Settings["ENCRYPTION_KEY"] = NewKey();
        Settings["USER_HASH_KEY"] = NewKey();
        Settings["MEDIAGENTS_DATA_DIR"] = directory.FullName;
        for (var number = 0; number < Silos; number++)
            StartSilo(number);
        for (var number = 0; number < Gateways; number++)
            StartGateway(number);
        await UntilReadyAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in gateways.Concat(silos))
            node?.Dispose();
        if (Database is not null)
            await Database.DisposeAsync();
        await redis.DisposeAsync();
        directory.Delete(recursive: true);
    }

    /// <summary>Starts a silo on the ports that it has each time.</summary>
    internal void StartSilo(int number)
    {
        End(silos, number);
        var first = number * PortsOfSilo;
        silos[number] = NodeProcess.Start("silo", ports[first], new Dictionary<string, string>(Settings)
        {
            ["SILO_NAME"] = $"silo-{number}",
            ["SILO_PORT"] = ports[first + 1].ToString(CultureInfo.InvariantCulture),
            ["SILO_GATEWAY_PORT"] = ports[first + 2].ToString(CultureInfo.InvariantCulture),
        });
    }

    internal void StartGateway(int number)
    {
        End(gateways, number);
        gateways[number] = NodeProcess.Start("serve", ports[Silos * PortsOfSilo + number], Settings);
    }

    internal async Task UntilReadyAsync()
    {
        foreach (var node in silos.Concat(gateways))
            await node!.UntilReadyAsync();
    }

    /// <summary>A connection for looking at the tables of the cluster.</summary>
    internal Task<NpgsqlConnection> ConnectAsync() => Database.ConnectAsync(database!);

    /// <summary>How many turns and streams of runs each silo has ended.</summary>
    internal async Task<double[]> RunCallsAsync() => await Task.WhenAll(silos.Select(RunCallsAsync));

    /// <summary>The silo that owns the only run there is, by the turns of runs since <paramref name="before"/>.</summary>
    internal async Task<int> OwnerOfRunAsync(double[] before)
    {
        var owners = new List<int>();
        await Poll.UntilAsync(async () =>
        {
            var now = await RunCallsAsync();
            owners = [.. Enumerable.Range(0, Silos).Where(number => now[number] > before[number])];
            return owners.Count > 0;
        });
        return owners.ShouldHaveSingleItem();
    }

    private static async Task<double> RunCallsAsync(NodeProcess? silo)
    {
        const string series = "mediagents_grain_calls_total{kind=\"run\"} ";
        var page = await silo!.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var line = page.Split('\n').Single(line => line.StartsWith(series, StringComparison.Ordinal));
        return double.Parse(line[series.Length..], CultureInfo.InvariantCulture);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private void End(NodeProcess?[] nodes, int number)
    {
        if (nodes[number] is not { } old)
            return;
        earlierLogs.Add(old.Log);
        old.Dispose();
    }
}
