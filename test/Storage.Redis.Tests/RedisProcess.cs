using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using StackExchange.Redis;

namespace MediAgents.Storage.Redis.Tests;

/// <summary>
/// A Redis server of the tests' own, on a free port, in a temporary folder. A script looks after it, and stops and removes it
/// when its input ends: when this object is disposed, or the test process is gone, however it went.
/// </summary>
public sealed class RedisProcess : IAsyncLifetime, IAsyncDisposable
{
    // Characters that a URL must encode.
    public const string Password = "p@ss/w#rd?";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly int port = FreePort();
    private int databases;
    private Process? script;

    /// <summary>Where the server keeps its files.</summary>
    public string Folder { get; private set; } = "";

    public static async Task<RedisProcess> StartAsync()
    {
        var process = new RedisProcess();
        await process.InitializeAsync();
        return process;
    }

    public async Task InitializeAsync()
    {
        if (!NeedsRedisAttribute.IsInstalled)
            return; // whoever needs it is skipped
        script = Process.Start(new ProcessStartInfo("sh", ["-c", ReadScript(), "redis", port.ToString(CultureInfo.InvariantCulture), Password])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Folder = (await script.StandardOutput.ReadLineAsync())!;
        await WaitUntilAnsweringAsync();
    }

    /// <summary>A database of its own, empty.</summary>
    public RedisUrl CreateDatabase() => UrlOf(Interlocked.Increment(ref databases), Password);

    public RedisUrl UrlOf(int database, string password) =>
        RedisUrl.Parse($"redis://:{Uri.EscapeDataString(password)}@127.0.0.1:{port}/{database}");

    /// <summary>What <c>REDIS_URL</c> is for a database of its own, empty.</summary>
    public string CreateSetting() =>
        $"redis://:{Uri.EscapeDataString(Password)}@127.0.0.1:{port}/{Interlocked.Increment(ref databases)}";

    /// <summary>A connection for looking at data past the stores.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions
    {
        EndPoints = { { "127.0.0.1", port } },
        Password = Password,
        AllowAdmin = true,
    });

    /// <summary>What <c>redis-cli</c> prints.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        using var command = Process.Start(new ProcessStartInfo("redis-cli", ["-p", port.ToString(CultureInfo.InvariantCulture), "--no-auth-warning", "-a", Password, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var printed = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        command.ExitCode.ShouldBe(0, printed);
        return printed;
    }

    /// <summary>Kills the server at once.</summary>
    public Task CrashAsync() => TellAsync("crash");

    /// <summary>Starts it again, on the files it left.</summary>
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
                await using var connection = await ConnectAsync();
                await connection.GetDatabase().PingAsync();
                return;
            }
            catch (RedisException) when (script is { HasExited: false })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ReadScript()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("redis-server.sh")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class RedisCollection : ICollectionFixture<RedisProcess>
{
    public const string Name = "Redis";
}
