using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using Orleans;

namespace MediAgents.Grains.Cluster.Control;

/// <summary>
/// Closes an owner's grains on every silo, and opens them on exactly those. A silo that joins meanwhile, or that the others have
/// lost sight of, is not told: what it would store is refused by the database, which knows of every erasure.
/// </summary>
public sealed class ClusterOwners(IGrainFactory factory, TimeProvider? time = null) : IGrainOwners
{
    public async ValueTask<IAsyncDisposable> CloseAsync(PatientId owner, CancellationToken cancellationToken = default)
    {
        var token = Guid.NewGuid().ToString("N");
        List<SiloClosing> closings = [];
        try
        {
            foreach (var silo in await factory.ListActiveAsync().WaitAsync(cancellationToken))
                closings.Add(new SiloClosing(factory, silo, token, owner, time ?? TimeProvider.System));
            await Task.WhenAll(closings.Select(silo => silo.Closed)).WaitAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            await OpenAsync(closings);
            if (failure is OperationCanceledException or TimeoutException)
                throw;
            throw new TimeoutException("Not every silo has closed the owner's grains.", failure);
        }

        return new Closing(closings);
    }

    private static Task OpenAsync(IEnumerable<SiloClosing> silos) => Task.WhenAll(silos.Select(silo => silo.OpenAsync()));

    private sealed class Closing(List<SiloClosing> silos) : IAsyncDisposable
    {
        private int disposed;

        public ValueTask DisposeAsync() =>
            Interlocked.Exchange(ref disposed, 1) == 0 ? new(OpenAsync(silos)) : ValueTask.CompletedTask;
    }
}
