using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using Grain = MediAgents.Grains.Hosting.Grain; // Orleans has one, too

namespace MediAgents.Bench.Grains;

internal sealed record Echo(int Number) : IGrainRequest<Echoed>;

internal sealed record Echoed(int Number);

internal sealed class EchoGrain : Grain, IAnswer<Echo, Echoed>
{
    public ValueTask<Echoed> AnswerAsync(Echo request, CancellationToken cancellationToken) => new(new Echoed(request.Number));
}
