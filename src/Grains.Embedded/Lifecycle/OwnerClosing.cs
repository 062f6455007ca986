using System.Collections.Immutable;
using MediAgents.Primitives;

namespace MediAgents.Grains.Embedded.Lifecycle;

/// <summary>Which owners are closed, and how one is: what is checked at every load and commit costs nothing while none is.</summary>
internal sealed class OwnerClosing(EmbeddedGrains host)
{
    /// <summary>How often each owner is closed at the same time.</summary>
    private ImmutableDictionary<PatientId, int> closed = ImmutableDictionary<PatientId, int>.Empty;

    /// <exception cref="GrainOwnerClosedException">The owner is closed.</exception>
    public void ThrowIfClosed(PatientId? owner, GrainKey key)
    {
        var now = Volatile.Read(ref closed);
        if (!now.IsEmpty && owner is { } patient && now.ContainsKey(patient))
        {
            throw new GrainOwnerClosedException(key);
        }
    }

    /// <summary>Closes the owner and forgets what is in memory; waits no longer than stopping does.</summary>
    public async ValueTask<IAsyncDisposable> CloseAsync(PatientId owner, CancellationToken cancellationToken)
    {
        ImmutableInterlocked.AddOrUpdate(ref closed, owner, 1, static (_, count) => count + 1);
        var closing = new Closing(this, owner);
        using var deadline = new CancellationTokenSource(host.Options.DrainTimeout, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            // Activations made from now on cannot load or store anything of the owner's, so looking once is enough.
            await Task.WhenAll(host.Activations.Where(activation => activation.MayBelongTo(owner)).Select(activation => activation.ForgetAsync(owner, either.Token)));
            return closing;
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            await closing.DisposeAsync();
            throw new TimeoutException("A turn or work of the owner's grains did not end in time.", late);
        }
        catch
        {
            await closing.DisposeAsync();
            throw;
        }
    }

    private void Open(PatientId owner)
    {
        while (true)
        {
            var before = Volatile.Read(ref closed);
            var after = before[owner] == 1 ? before.Remove(owner) : before.SetItem(owner, before[owner] - 1);
            if (Interlocked.CompareExchange(ref closed, after, before) == before)
            {
                return;
            }
        }
    }

    private sealed class Closing(OwnerClosing closings, PatientId owner) : IAsyncDisposable
    {
        private int disposed;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref disposed, 1) == 0)
            {
                closings.Open(owner);
            }

            return ValueTask.CompletedTask;
        }
    }
}
