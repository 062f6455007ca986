namespace MediAgents.Models.Budgets;

/// <summary>Books of this process, gone when it ends: for commands. A book is forgotten two days after its day.</summary>
public sealed class MemorySpendingLedger(TimeProvider time) : ISpendingLedger
{
    private const int SweepEvery = 1000;
    private const int DaysKept = 2;

    private readonly Lock access = new();
    private readonly Dictionary<string, SpendingBook> books = new(StringComparer.Ordinal);
    private int changes;

    /// <summary>A user's book as it stands.</summary>
    public SpendingBook BookOf(string user)
    {
        lock (access)
            return books.GetValueOrDefault(user) ?? new SpendingBook();
    }

    public ValueTask<BudgetKind?> ReserveAsync(string user, SpendingReservation reservation, CancellationToken cancellationToken)
    {
        lock (access)
        {
            var (book, exhausted) = BookOf(user).Reserve(reservation, time.GetUtcNow());
            Keep(user, book);
            return ValueTask.FromResult(exhausted);
        }
    }

    public ValueTask SettleAsync(string user, SpendingSettlement settlement)
    {
        lock (access)
            Keep(user, BookOf(user).Settle(settlement, time.GetUtcNow()));
        return ValueTask.CompletedTask;
    }

    private void Keep(string user, SpendingBook book)
    {
        books[user] = book;
        if (++changes % SweepEvery != 0)
            return;
        foreach (var old in books.Where(one => one.Value.Day < book.Day.AddDays(-DaysKept)).Select(one => one.Key).ToList())
            books.Remove(old);
    }
}
