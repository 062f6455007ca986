namespace MediAgents.Billing.Reading;

/// <summary>Quantity times rate against amount, without ever overflowing.</summary>
internal static class Arithmetic
{
    /// <summary>Rounding a line to the rupee is common; a difference up to this is no error. INR.</summary>
    public const decimal Tolerance = 1.00m;

    public static decimal? Product(decimal quantity, decimal rate) =>
        Math.Abs(quantity) <= 10_000_000m ? quantity * rate : null;

    public static bool Agrees(decimal quantity, decimal rate, decimal discount, decimal tax, decimal amount) =>
        Product(quantity, rate) is { } product
        && (Math.Abs(product - amount) <= Tolerance
            || Math.Abs(product - discount - amount) <= Tolerance
            || Math.Abs(product - discount + tax - amount) <= Tolerance);
}
