using System.Text;
using System.Threading.Channels;
using MediAgents.Gateway.Streaming;
using MediAgents.Grains.Journals;
using MediAgents.Telemetry.Instruments;
using MediAgents.Telemetry.Series;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Tests.Telemetry;

public sealed class OpenStreamsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_is_counted_while_it_is_open(bool fails)
    {
        await using var services = new ServiceCollection().AddSingleton<ProductMeter>().AddSingleton<MetricRegistry>().BuildServiceProvider();
        var metrics = services.GetRequiredService<MetricRegistry>();
        var context = new DefaultHttpContext { RequestServices = services };
        var events = Channel.CreateUnbounded<IReadOnlyList<JournalEntry>>();

        var writing = EventStream.WriteAsync(context, events.Reader.ReadAllAsync(), TimeProvider.System, CancellationToken.None);
        events.Writer.TryWrite([new JournalEntry(1, "progress", Encoding.UTF8.GetBytes("{}"))]);
        Open(metrics).ShouldBe(1);

        events.Writer.Complete(fails ? new InvalidDataException() : null);
        (await Record.ExceptionAsync(() => writing) is not null).ShouldBe(fails);
        Open(metrics).ShouldBe(0);
    }

    private static double Open(MetricRegistry metrics) =>
        metrics.Collect().Single(family => family.Name == "mediagents_sse_connections").Points.Single().Value;
}
