using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using MediAgents.Storage.Postgres;
using Npgsql;

namespace MediAgents.Storage.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, on a free port, in a temporary folder. A script looks after it, and stops and
/// removes it when its input ends: when this object is disposed, or the test process is gone, however it went.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime, IAsyncDisposable
{
    // Characters that a URL must encode.
    private const string User = "mediagents", Password = "p@ss/w#rd?";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly bool durable;
    private readonly int port = FreePort();
    private int databases;
    private Process? script;

    /// <summary>The server that most tests share. It does not wait for the disk: nobody pulls its plug.</summary>
    public PostgresServer()
        : this(durable: false)
    {
    }

    private PostgresServer(bool durable) => this.durable = durable;

    /// <summary>A server that syncs the disk, for tests that kill it.</summary>
    public static async Task<PostgresServer> StartDurableAsync()
    {
        var server = new PostgresServer(durable: true);
        await server.InitializeAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        if (PostgresProgram.Folder is not { } programs)
            return; // whoever needs it is skipped
        string[] run = ["sh", "-c", ReadScript(), "postgres", programs, port.ToString(CultureInfo.InvariantCulture), Password, durable ? "on" : "off"];
        string[] command = PostgresProgram.NeedsAnotherUser ? ["runuser", "-u", "postgres", "--", .. run] : run;
        script = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        });
        await WaitUntilAnsweringAsync();
    }

    /// <summary>False where PostgreSQL is not installed; whoever needs it is skipped.</summary>
    public bool IsRunning => script is not null;

    /// <summary>Where the server keeps its tables and its log.</summary>
    public async Task<string> FindFolderAsync()
    {
        await using var connection = await ConnectAsync("postgres");
        await using var command = new NpgsqlCommand("SHOW data_directory", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A database of its own, empty; it goes with the server.</summary>
    public async Task<PostgresUrl> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        return UrlOf(name);
    }

    /// <summary>What <c>DATABASE_URL</c> is for a database.</summary>
    public string SettingOf(PostgresUrl database) => SettingOf(NameOf(database), User, Password);

    /// <summary>The same database, for another user.</summary>
    public PostgresUrl UrlFor(string user, string password, PostgresUrl database) => UrlOf(NameOf(database), user, password);

    /// <summary>A connection for looking at data past the stores.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(PostgresUrl url) => await ConnectAsync(NameOf(url));

    /// <summary>Kills every process of the server at once.</summary>
    public Task CrashAsync() => TellAsync("crash");

    /// <summary>Starts it again.</summary>
    public async Task StartAgainAsync()
    {
        await TellAsync("start");
        await WaitUntilAnsweringAsync();
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (script is null)
            return;
        script.StandardInput.Close();
        await script.WaitForExitAsync();
        script.Dispose();
        script = null;
    }

    private static string NameOf(PostgresUrl url) => url.ToString().Split('/')[^1];

    private PostgresUrl UrlOf(string database, string user = User, string password = Password) =>
        PostgresUrl.Parse(SettingOf(database, user, password));

    private string SettingOf(string database, string user, string password) =>
        $"postgresql://{user}:{Uri.EscapeDataString(password)}@127.0.0.1:{port}/{database}";

    private async Task TellAsync(string command)
    {
        await script!.StandardInput.WriteLineAsync(command);
        await script.StandardInput.FlushAsync();
        (await script.StandardOutput.ReadLineAsync().WaitAsync(Patience)).ShouldBe("done");
    }

    private async Task WaitUntilAnsweringAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await ExecuteAsync("postgres", "SELECT");
                return;
            }
            catch (NpgsqlException) when (script is { HasExited: false })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            }
        }
    }

    private async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Password = Password,
            Database = database,
            SearchPath = "mediagents",
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ReadScript()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("postgres-server.sh")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
