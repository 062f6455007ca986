namespace MediAgents.Models.Budgets;

/// <summary>What calls have used.</summary>
/// <param name="Tokens">Of prompts and answers together.</param>
/// <param name="Money">In the currency of the price list; 0 for a model without a price.</param>
public readonly record struct Spend(long Tokens, decimal Money)
{
    public static Spend operator +(Spend left, Spend right) => new(left.Tokens + right.Tokens, left.Money + right.Money);
}

/// <summary>Who pays for calls.</summary>
/// <param name="RunId">The run; null for work that belongs to none.</param>
/// <param name="User">The user's hash, never a name; null for work that belongs to none, which no budget holds.</param>
public sealed record SpendingAccount(string? RunId, string? User)
{
    /// <summary>Work of nobody in particular: no budget holds.</summary>
    public static SpendingAccount None { get; } = new(null, null);
}
