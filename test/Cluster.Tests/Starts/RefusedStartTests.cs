using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MediAgents.Cluster.Tests.Processes;
using MediAgents.Storage.Tests.Postgres;

namespace MediAgents.Cluster.Tests.Starts;

/// <summary>What is set wrongly stops the start with a sentence that names it.</summary>
[NeedsPostgres]
public sealed class RefusedStartTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private const int BadSettings = 2;

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-start-");

    public void Dispose() => directory.Delete(recursive: true);

    [StoreTheory]
    [InlineData("silo", "CLUSTER_ID", "")]
    [InlineData("silo", "DATABASE_URL", "")]
    [InlineData("serve", "DATABASE_URL", "")]
    [InlineData("silo", "ENCRYPTION_KEY", "")]
    [InlineData("serve", "ENCRYPTION_KEY", "")]
    [InlineData("silo", "USER_HASH_KEY", "")]
    [InlineData("silo", "CLUSTER_ID", "two words")]
    [InlineData("silo", "SILO_ADDRESS", "silo.example.org")]
    [InlineData("silo", "SILO_PORT", "70000")]
    [InlineData("silo", "REDIS_URL", "http://redis")]
    [InlineData("serve", "REDIS_URL", "http://redis")]
    [InlineData("silo", "DASHBOARD_KEY", "short")]
    [InlineData("silo", "CLUSTER_PROBE_SECONDS", "0")]
    public async Task A_wrong_or_missing_setting_stops_the_start_with_its_name(string command, string name, string value)
    {
        var settings = await SettingsAsync();
        settings[name] = value;

        using var node = NodeProcess.Start(command, FreePorts.Take(1)[0], settings);

        (await node.EndAsync()).ShouldBe(BadSettings, node.Log);
        node.Log.ShouldContain($"mediagents cannot start. {name}: ");
    }

    [StoreFact]
    public async Task A_port_of_silos_that_is_taken_is_said_in_a_sentence()
    {
        var settings = await SettingsAsync();
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        settings["SILO_PORT"] = $"{((IPEndPoint)elsewhere.LocalEndpoint).Port}";

        using var node = NodeProcess.Start("silo", FreePorts.Take(1)[0], settings);

        (await node.EndAsync()).ShouldBe(BadSettings, node.Log);
        node.Log.ShouldContain("mediagents cannot start. SILO_PORT, SILO_GATEWAY_PORT: ");
    }

    [StoreFact]
    public async Task A_server_with_agents_of_its_own_is_refused_beside_a_cluster_and_a_cluster_beside_it()
    {
        var settings = await SettingsAsync();
        using (var silo = NodeProcess.Start("silo", FreePorts.Take(1)[0], settings))
        {
            await silo.UntilReadyAsync();
            await ShouldBeRefusedAsync("serve", new Dictionary<string, string>(settings) { ["CLUSTER_ID"] = "" });
            (await silo.TerminateAsync()).ShouldBe(0);
        }

        using var alone = NodeProcess.Start("serve", FreePorts.Take(1)[0], new Dictionary<string, string>(settings) { ["CLUSTER_ID"] = "" });
        await alone.UntilReadyAsync();
        await ShouldBeRefusedAsync("silo", settings);
    }

    private static async Task ShouldBeRefusedAsync(string command, Dictionary<string, string> settings)
    {
        using var node = NodeProcess.Start(command, FreePorts.Take(1)[0], settings);
        (await node.EndAsync()).ShouldBe(BadSettings, node.Log);
        node.Log.ShouldContain("DATABASE_URL: ");
    }

    private async Task<Dictionary<string, string>> SettingsAsync()
    {
        var ports = FreePorts.Take(2);
        return new()
        {
            ["CLUSTER_ID"] = "tests",
            ["DATABASE_URL"] = server.SettingOf(await server.CreateDatabaseAsync()),
            ["ENCRYPTION_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["USER_HASH_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["MEDIAGENTS_DATA_DIR"] = directory.FullName,
            ["SILO_PORT"] = $"{ports[0]}",
            ["SILO_GATEWAY_PORT"] = $"{ports[1]}",
        };
    }
}
