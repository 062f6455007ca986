namespace MediAgents.Models.Budgets;

/// <summary>Which budget an estimate does not fit.</summary>
public enum BudgetKind
{
    Run,
    UserDay,
}

/// <summary>An estimate to be set aside.</summary>
/// <param name="Id">Its id; a repetition changes nothing.</param>
/// <param name="Run">The run it belongs to; null for work of none.</param>
/// <param name="Estimate">What the call may use at most.</param>
/// <param name="Limits">The budgets.</param>
/// <param name="Lifetime">Without a settlement it is given back after this long: who made it was killed.</param>
public sealed record SpendingReservation(string Id, string? Run, Spend Estimate, BudgetLimits Limits, TimeSpan Lifetime);

/// <summary>What a call has used.</summary>
/// <param name="Id">Its reservation's id; a repetition changes nothing.</param>
/// <param name="Run">The run it belongs to.</param>
/// <param name="Used">What it used.</param>
public sealed record SpendingSettlement(string Id, string? Run, Spend Used);

/// <summary>
/// What one user has spent today and in the latest runs, and what is set aside. Immutable: each step gives another book. Days are
/// UTC. What is set aside counts as spent until it is settled or has expired; what is settled after that is charged all the same.
/// </summary>
public sealed record SpendingBook
{
    private const int MostRuns = 200;
    private const int MostSettled = 200;

    private static readonly TimeSpan RunsKept = TimeSpan.FromDays(2);

    /// <summary>The day that <see cref="Spent"/> is of.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Settled on that day.</summary>
    public Spend Spent { get; init; }

    /// <summary>Settled in runs, latest first.</summary>
    public IReadOnlyList<RunSpending> Runs { get; init; } = [];

    /// <summary>Set aside.</summary>
    public IReadOnlyList<OpenReservation> Open { get; init; } = [];

    /// <summary>The latest settled reservations.</summary>
    public IReadOnlyList<string> Settled { get; init; } = [];

    /// <summary>Settled in that run.</summary>
    public Spend OfRun(string run) => Runs.FirstOrDefault(one => one.Run == run)?.Spent ?? default;

    /// <summary>The book with the estimate set aside; or, unless null, which budget it does not fit.</summary>
    public (SpendingBook Book, BudgetKind? Exhausted) Reserve(SpendingReservation asked, DateTimeOffset now)
    {
        var book = At(now);
        if (book.Open.Any(open => open.Id == asked.Id) || book.Settled.Contains(asked.Id))
            return (book, null);
        if (asked.Run is { } run && Exceeds(book.OfRun(run) + book.SetAside(open => open.Run == run) + asked.Estimate, asked.Limits.RunTokens, asked.Limits.RunMoney))
            return (book, BudgetKind.Run);
        if (Exceeds(book.Spent + book.SetAside(open => open.Day == book.Day) + asked.Estimate, asked.Limits.UserDayTokens, asked.Limits.UserDayMoney))
            return (book, BudgetKind.UserDay);
        return (book with { Open = [.. book.Open, new OpenReservation(asked.Id, asked.Run, book.Day, asked.Estimate, now + asked.Lifetime)] }, null);
    }

    /// <summary>The book with what was used in place of what was set aside.</summary>
    public SpendingBook Settle(SpendingSettlement settled, DateTimeOffset now)
    {
        var book = At(now);
        if (book.Settled.Contains(settled.Id))
            return book;
        // A call that began yesterday is of yesterday, of which nothing is counted any more.
        var isOfToday = book.Open.FirstOrDefault(open => open.Id == settled.Id) is not { } open || open.Day == book.Day;
        return book with
        {
            Spent = isOfToday ? book.Spent + settled.Used : book.Spent,
            Runs = settled.Run is { } run
                ? [new RunSpending(run, book.OfRun(run) + settled.Used, now), .. book.Runs.Where(one => one.Run != run).Take(MostRuns - 1)]
                : book.Runs,
            Open = [.. book.Open.Where(one => one.Id != settled.Id)],
            Settled = [settled.Id, .. book.Settled.Take(MostSettled - 1)],
        };
    }

    /// <summary>The book as of a moment: of that day, without what has expired or is long past.</summary>
    private SpendingBook At(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var book = this with
        {
            Runs = [.. Runs.Where(run => now - run.Last < RunsKept)],
            Open = [.. Open.Where(open => open.Expires > now)],
        };
        // A clock that was set back opens no new day.
        return today > Day ? book with { Day = today, Spent = default } : book;
    }

    private Spend SetAside(Func<OpenReservation, bool> which) =>
        Open.Where(which).Aggregate(default(Spend), (sum, open) => sum + open.Estimate);

    private static bool Exceeds(Spend sum, long tokens, decimal money) => (tokens > 0 && sum.Tokens > tokens) || (money > 0 && sum.Money > money);
}

/// <param name="Run">The run.</param>
/// <param name="Spent">Settled in it.</param>
/// <param name="Last">When something was settled last.</param>
public sealed record RunSpending(string Run, Spend Spent, DateTimeOffset Last);

/// <param name="Id">The reservation.</param>
/// <param name="Run">Its run.</param>
/// <param name="Day">The day it was made on.</param>
/// <param name="Estimate">What is set aside.</param>
/// <param name="Expires">When it is given back without a settlement.</param>
public sealed record OpenReservation(string Id, string? Run, DateOnly Day, Spend Estimate, DateTimeOffset Expires);
