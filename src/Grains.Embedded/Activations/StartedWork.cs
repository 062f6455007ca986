using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Activations;

/// <summary>The work one activation runs beside its turns, and what the current turn wants to start.</summary>
#pragma warning disable CA1001 // The token source has neither timer nor wait handle: there is nothing to dispose of.
internal sealed class StartedWork(Activation activation)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource ending = new();
    private readonly HashSet<Task> running = [];
    private readonly List<Func<CancellationToken, Task>> pending = [];

    public bool HasPending => pending.Count > 0;

    public void Add(Func<CancellationToken, Task> work) => pending.Add(work);

    /// <summary>The turn failed: what it wanted to start never begins.</summary>
    public void Forget() => pending.Clear();

    /// <summary>The turn is committed: what it wanted to start begins, unless the activation is ending.</summary>
    public void Begin()
    {
        foreach (var work in pending)
        {
            activation.Hold();
            lock (running)
            {
                var task = Task.Run(() => RunAsync(work));
                running.Add(task);
                _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        pending.Clear();
    }

    /// <summary>Cancels all work; completes when the last has ended.</summary>
    public async Task CancelAsync()
    {
        await ending.CancelAsync();
        Task[] rest;
        lock (running)
        {
            rest = [.. running];
        }

        await Task.WhenAll(rest);
    }

    private bool WasToldToStop(Exception failure) => failure switch
    {
        OperationCanceledException => ending.IsCancellationRequested || activation.Host.IsStopping,
        GrainHostStoppingException => activation.Host.IsStopping,
        GrainOwnerClosedException => ending.IsCancellationRequested,
        _ => false,
    };

    private void Forget(Task task)
    {
        lock (running)
        {
            running.Remove(task);
        }
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        using var scope = TurnScope.EnterOutside();
        try
        {
            if (!ending.IsCancellationRequested && !activation.Host.IsStopping)
            {
                await work(ending.Token);
            }
        }
        catch (Exception failure) when (WasToldToStop(failure))
        {
            // It was told to stop, and did.
        }
        catch (Exception failure)
        {
            activation.Host.Log.WorkFailed(failure, activation.Key.Kind);
        }
        finally
        {
            activation.ReleaseHold();
        }
    }
}
