namespace MediAgents.Models.Budgets;

/// <summary>Keeps what was spent. Safe for concurrent use; in a cluster one ledger serves all processes.</summary>
public interface ISpendingLedger
{
    /// <summary>The sum so far.</summary>
    ValueTask<Spend> ReadAsync(SpendingKey key, CancellationToken cancellationToken);

    /// <summary>Adds, or with a negative change gives back, as one step.</summary>
    /// <returns>The sum after it.</returns>
    ValueTask<Spend> AddAsync(SpendingKey key, Spend change, CancellationToken cancellationToken);
}

/// <summary>Sums of this process, gone when it ends. A sum is forgotten two days after its last change.</summary>
public sealed class MemorySpendingLedger(TimeProvider time) : ISpendingLedger
{
    private const int SweepEvery = 1000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    private readonly Lock access = new();
    private readonly Dictionary<SpendingKey, (Spend Sum, DateTimeOffset Last)> sums = [];
    private int changes;

    public ValueTask<Spend> ReadAsync(SpendingKey key, CancellationToken cancellationToken)
    {
        lock (access)
            return ValueTask.FromResult(sums.GetValueOrDefault(key).Sum);
    }

    public ValueTask<Spend> AddAsync(SpendingKey key, Spend change, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        lock (access)
        {
            var sum = sums.GetValueOrDefault(key).Sum + change;
            sums[key] = (sum, now);
            if (++changes % SweepEvery == 0)
                Forget(now - Kept);
            return ValueTask.FromResult(sum);
        }
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var key in sums.Where(one => one.Value.Last < before).Select(one => one.Key).ToList())
            sums.Remove(key);
    }
}
