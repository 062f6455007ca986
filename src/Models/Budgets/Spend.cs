namespace MediAgents.Models.Budgets;

/// <summary>What calls have used.</summary>
/// <param name="Tokens">Of prompts and answers together.</param>
/// <param name="Money">In the currency of the price list; 0 for a model without a price.</param>
public readonly record struct Spend(long Tokens, decimal Money)
{
    public static Spend operator +(Spend left, Spend right) => new(left.Tokens + right.Tokens, left.Money + right.Money);

    public static Spend operator -(Spend left, Spend right) => new(left.Tokens - right.Tokens, left.Money - right.Money);

    public static Spend operator -(Spend value) => default(Spend) - value;
}

/// <summary>Who pays for calls.</summary>
/// <param name="RunId">The run; null for work that belongs to none.</param>
/// <param name="User">The user's hash, never a name; null for work that belongs to none.</param>
public sealed record SpendingAccount(string? RunId, string? User)
{
    /// <summary>Work of nobody in particular: no budget holds.</summary>
    public static SpendingAccount None { get; } = new(null, null);
}

/// <summary>What a sum is kept for: a run, or a user's day (UTC).</summary>
/// <param name="Scope"><c>run</c> or <c>user</c>.</param>
/// <param name="Id">The run's id or the user's hash.</param>
/// <param name="Day">The day, UTC; null for a run.</param>
public readonly record struct SpendingKey(string Scope, string Id, DateOnly? Day)
{
    public static SpendingKey OfRun(string runId) => new("run", runId, null);

    public static SpendingKey OfUser(string user, DateOnly day) => new("user", user, day);
}
