using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using Orleans;

namespace MediAgents.Grains.Cluster.Control;

/// <summary>
/// Closes an owner's grains on every silo. A silo that joins meanwhile, or that the others have lost sight of, is not told:
/// what it would store is refused by the database, which knows of every erasure.
/// </summary>
public sealed class ClusterOwners(IGrainFactory factory) : IGrainOwners
{
    public async ValueTask<IAsyncDisposable> CloseAsync(PatientId owner, CancellationToken cancellationToken = default)
    {
        var token = Guid.NewGuid().ToString("N");
        try
        {
            await factory.OfAllAsync(silo => silo.CloseOwnerAsync(token, owner.Hash)).WaitAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            await OpenAsync(token);
            if (failure is OperationCanceledException or TimeoutException)
                throw;
            throw new TimeoutException("Not every silo has closed the owner's grains.", failure);
        }

        return new Closing(this, token);
    }

    private async Task OpenAsync(string token)
    {
        try
        {
            await factory.OfAllAsync(silo => silo.OpenOwnerAsync(token));
        }
#pragma warning disable CA1031 // A silo that cannot be told opens by itself, later.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private sealed class Closing(ClusterOwners owners, string token) : IAsyncDisposable
    {
        private int disposed;

        public ValueTask DisposeAsync() =>
            Interlocked.Exchange(ref disposed, 1) == 0 ? new(owners.OpenAsync(token)) : ValueTask.CompletedTask;
    }
}
