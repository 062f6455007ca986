using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MediAgents.Bench.Grains;
using MediAgents.Grains.Embedded;
using MediAgents.Grains.Hosting;
using MediAgents.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace MediAgents.Bench.Hosting;

/// <summary>A silo in a process of its own, with a grain of ours and a bare one. Ends with the process that started it.</summary>
internal sealed class SiloProcess : IDisposable
{
    /// <summary>The argument that makes this program be one; two ports follow.</summary>
    public const string Argument = "bench-silo";

    private const string Ready = "ready";

    private readonly Process process;

    private SiloProcess(Process process, int gatewayPort)
    {
        this.process = process;
        GatewayPort = gatewayPort;
    }

    /// <summary>Where clients connect.</summary>
    public int GatewayPort { get; }

    public static async Task<SiloProcess> StartAsync()
    {
        var (siloPort, gatewayPort) = (FreePort(), FreePort());
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Argument, Format(siloPort), Format(gatewayPort)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var started = Process.Start(start) ?? throw new InvalidOperationException("The silo's process did not start.");
        return await started.StandardOutput.ReadLineAsync() == Ready
            ? new SiloProcess(started, gatewayPort)
            : throw new InvalidOperationException("The silo did not start.");
    }

    /// <summary>What the child process does.</summary>
    public static async Task RunAsync(string siloPort, string gatewayPort)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IGrainStorage>(new NoStorage());
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Parse(siloPort), Parse(gatewayPort));
            silo.UseInMemoryReminderService();
            silo.AddHostedGrains([Letters.Kind], new EmbeddedGrainOptions());
        });
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync(); // until whoever started it ends, in whatever way
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Format(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static int Parse(string port) => int.Parse(port, CultureInfo.InvariantCulture);
}
