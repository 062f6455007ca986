using System.Globalization;
using MediAgents.Billing.Reading.Tables;

namespace MediAgents.Billing.Reading;

/// <summary>
/// Puts the figures of a scanned row right where quantity x rate = amount then holds and what was read differs from it only as
/// recognition errs: a digit lost, a digit too many, the decimal point lost. Any other difference may be an error of the bill, and stays.
/// </summary>
internal static class FactorRepair
{
    /// <summary>More pieces of one kind are not told from a misread rate.</summary>
    private const decimal MostPieces = 999;

    /// <param name="row">A row whose quantity, rate and amount do not agree.</param>
    /// <returns>The row with one figure put right, and what was done; null if none or several may be the misread one.</returns>
    public static (RawRow Row, string Shown)? Of(RawRow row)
    {
        if (row is not { Quantity: > 0 and var quantity, Rate: > 0 and var rate, Amount: > 0 and var amount, Discount: 0, Tax: 0, IsConsistent: false })
            return null;
        var repairs = new List<(RawRow Row, string Shown)>();
        if (Rate(quantity, amount) is { } rightRate && IsMisread(rate, rightRate))
            repairs.Add((row with { Rate = rightRate }, Shown(rate, rightRate)));
        if (Quantity(rate, amount) is { } rightQuantity && IsMisread(quantity, rightQuantity))
            repairs.Add((row with { Quantity = rightQuantity }, Shown(quantity, rightQuantity)));
        // An amount is what is claimed: only a point is given back to it.
        if (Arithmetic.Product(quantity, rate) is { } product && amount == product * 100)
            repairs.Add((row with { Amount = product }, Shown(amount, product)));
        return repairs.Count == 1 ? repairs[0] : null;
    }

    /// <summary>The number of pieces that makes the amount; null if no whole number does.</summary>
    public static decimal? Quantity(decimal rate, decimal amount) =>
        rate > 0 && amount / rate is var quantity && quantity is >= 1 and <= MostPieces && quantity == decimal.Truncate(quantity) ? quantity : null;

    /// <summary>The rate that makes the amount; null if it has parts of a paisa. INR.</summary>
    public static decimal? Rate(decimal quantity, decimal amount) =>
        quantity > 0 && decimal.Round(amount / quantity, 2) is var rate && rate > 0 && rate * quantity == amount ? rate : null;

    /// <summary>Whether recognition may have made one figure of the other.</summary>
    private static bool IsMisread(decimal read, decimal right) =>
        read == right * 100 || IsOneDigitMore(Digits(read), Digits(right)) || IsOneDigitMore(Digits(right), Digits(read));

    private static string Digits(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.');

    private static bool IsOneDigitMore(string longer, string shorter)
    {
        if (longer.Length != shorter.Length + 1)
            return false;
        var at = 0;
        while (at < shorter.Length && longer[at] == shorter[at])
            at++;
        return char.IsDigit(longer[at]) && longer.AsSpan(at + 1).SequenceEqual(shorter.AsSpan(at));
    }

    private static string Shown(decimal read, decimal right) => string.Create(CultureInfo.InvariantCulture, $"\"{read:0.##}\" as {right:0.##}");
}
