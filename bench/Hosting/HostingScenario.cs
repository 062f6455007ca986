using System.Globalization;
using MediAgents.Grains;
using MediAgents.Grains.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace MediAgents.Bench.Hosting;

/// <summary>
/// What it costs that a grain is one of ours: 64 callers of 16 grains in another process, over TCP, through the hosting grain and
/// its JSON, beside bare Orleans grains with the same content.
/// </summary>
internal static class HostingScenario
{
    private const int Grains = 16;
    private const int Words = 20;
    private const int Rounds = 9;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(TextWriter output)
    {
        using var silo = await SiloProcess.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddGrainMessages();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(silo.GatewayPort));
        using var host = builder.Build();
        await host.StartAsync();

        var client = host.Services.GetRequiredService<IClusterClient>();
        using var ours = new ClusterGrains(client, [Letters.Kind.Name], TimeProvider.System, new ClusterCallOptions());
        var keys = Enumerable.Range(0, Grains).Select(i => new GrainKey(Letters.Kind.Name, i.ToString(CultureInfo.InvariantCulture))).ToArray();
        var bare = keys.Select(key => client.GetGrain<IBareLetters>(key.Id)).ToArray();

        await Calls("calls, 1 KB in one text", Letter.OfText).MeasureAsync(output, Rounds, RoundTime);
        await Calls("calls, 1 KB in parts", Letter.OfParts).MeasureAsync(output, Rounds, RoundTime);
        await new Pair($"streams of {Words} items", "streams", SpellAsync, SpellBareAsync).MeasureAsync(output, Rounds, RoundTime);
        await host.StopAsync();

        Pair Calls(string name, Letter letter)
        {
            var bareLetter = BareLetter.Of(letter);
            return new Pair(
                name,
                "calls",
                caller => ours.AskAsync(keys[caller % Grains], letter).AsTask(),
                caller => bare[caller % Grains].AskAsync(bareLetter, CancellationToken.None).AsTask());
        }

        async Task SpellAsync(int caller)
        {
            var count = 0;
            await foreach (var word in ours.StreamAsync(keys[caller % Grains], new Spell(Words)))
                count += word.Text.Length;
            Check(count);
        }

        async Task SpellBareAsync(int caller)
        {
            var count = 0;
            await foreach (var word in bare[caller % Grains].SpellAsync(Words, CancellationToken.None))
                count += word.Text.Length;
            Check(count);
        }
    }

    private static void Check(int letters)
    {
        if (letters != Words * Sample.Word.Length)
            throw new InvalidOperationException("A stream lost items.");
    }
}
