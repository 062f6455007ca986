using MediAgents.Storage.Postgres.Erasure;

namespace MediAgents.Storage.Postgres;

/// <summary>A write on its way to the writer: it waits, then either starts or is cancelled, and ends once.</summary>
internal abstract class PostgresWrite(SealedFor? brings)
{
    private const int Waiting = 0, Started = 1, Cancelled = 2;

    private int stage = Waiting;

    /// <summary>What it brings into the database; null when that is nothing of a patient's.</summary>
    public SealedFor? Brings { get; } = brings;

    /// <summary>What went wrong at the last run, if anything did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>False when it was cancelled while it waited; then it is not to be run.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref stage, Started, Waiting) == Waiting;

    /// <summary>Runs inside the writer's transaction; again if the transaction had to be rolled back.</summary>
    public async Task RunAsync(PostgresTransaction transaction)
    {
        try
        {
            Failure = null;
            await RunCoreAsync(transaction);
        }
        catch (Exception e)
        {
            Failure = e;
        }
    }

    /// <summary>In place of a run: it may not be.</summary>
    public void Refuse(Exception refusal) => Failure = refusal;

    /// <summary>Tells the caller how the last run ended.</summary>
    public void Complete()
    {
        if (Failure is null)
            Succeed();
        else
            Fail(Failure);
    }

    public abstract void Fail(Exception exception);

    protected abstract Task RunCoreAsync(PostgresTransaction transaction);

    protected abstract void Succeed();

    protected bool TryCancel() => Interlocked.CompareExchange(ref stage, Cancelled, Waiting) == Waiting;
}

/// <inheritdoc cref="PostgresWrite"/>
internal sealed class PostgresWrite<TResult>(SealedFor? brings, Func<PostgresTransaction, Task<TResult>> operation) : PostgresWrite(brings)
{
    // Callers go on elsewhere: the writer is for writing.
    private readonly TaskCompletionSource<TResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? result;

    public Task<TResult> Completion => completion.Task;

    public void Cancel(CancellationToken cancellationToken)
    {
        if (TryCancel())
            completion.TrySetCanceled(cancellationToken);
    }

    public override void Fail(Exception exception) => completion.SetException(exception);

    protected override async Task RunCoreAsync(PostgresTransaction transaction) => result = await operation(transaction);

    protected override void Succeed() => completion.SetResult(result!);
}
