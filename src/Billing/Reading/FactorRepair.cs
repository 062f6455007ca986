using System.Globalization;

namespace MediAgents.Billing.Reading;

/// <summary>
/// Puts the figures of a scan's lines right where quantity x rate = amount then holds and what was read differs from it only as
/// recognition errs: a digit lost, a digit too many, the decimal point lost, a rupee sign read as a digit. Any other difference may
/// be an error of the bill, and stays.
/// </summary>
internal static class FactorRepair
{
    /// <summary>More pieces of one kind are not told from a misread rate.</summary>
    private const decimal MostPieces = 999;

    /// <summary>Fewer lines do not tell what is usual on a bill.</summary>
    private const int FewestLines = 5;

    /// <summary>So many lines that hold without the first digit of rate or amount, and not with it, tell that it is a rupee sign, if fewer of several pieces hold as they stand.</summary>
    private const int FewestSigned = 3;

    /// <param name="lines">The lines of a bill; those of a scan are put right.</param>
    /// <param name="remark">Takes what was put right.</param>
    public static void Repair(List<BillLine> lines, Action<string> remark)
    {
        var signed = lines.Count(line => line is { Recognised: true, Doubtful: true } && WithoutSigns(line) is not null);
        var areSigned = signed >= FewestSigned && lines.Count(line => line is { Recognised: true, Doubtful: false, Quantity: > 1, RateInr: not null }) < signed;
        var (quantities, rates) = (IsUsual(lines, line => line.Quantity is not null), IsUsual(lines, line => line.RateInr is not null));
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is not { Recognised: true, DiscountInr: 0, TaxInr: 0 } line)
                continue;
            if (areSigned && WithoutSigns(line) is { } unsigned)
                lines[i] = unsigned;
            else if (line.Doubtful && Of(line) is { } repaired)
                lines[i] = repaired;
            if (lines[i] != line)
                remark($"Line {line.TextLine}: {Shown(line)} was read as {Shown(lines[i])}; quantity x rate = amount proves it.");
            else if (quantities && line is { Quantity: null, RateInr: { } rate } && Quantity(rate, line.AmountInr) is { } quantity)
                lines[i] = line with { Quantity = quantity, Doubtful = false };
            else if (rates && line is { RateInr: null, Quantity: { } pieces } && Rate(pieces, line.AmountInr) is { } each)
                lines[i] = line with { RateInr = each, IsRateDerived = true };
            else if (rates && line is { RateInr: null, Quantity: > 1 })
                lines[i] = line with { Doubtful = true };
        }
    }

    private static bool IsUsual(List<BillLine> lines, Predicate<BillLine> has) => lines.Count >= FewestLines && lines.Count(line => has(line)) * 5 >= lines.Count * 4;

    /// <summary>The line with one figure put right; null if none or several may be the misread one.</summary>
    private static BillLine? Of(BillLine line)
    {
        if (line is not { Quantity: > 0 and var quantity, RateInr: > 0 and var rate, AmountInr: > 0 and var amount })
            return null;
        var repairs = new List<BillLine>();
        if (Rate(quantity, amount) is { } rightRate && IsMisread(rate, rightRate))
            repairs.Add(line with { RateInr = rightRate, Doubtful = false });
        if (Quantity(rate, amount) is { } rightQuantity && IsMisread(quantity, rightQuantity))
            repairs.Add(line with { Quantity = rightQuantity, Doubtful = false });
        // An amount is what is claimed: only a point is given back to it.
        if (Arithmetic.Product(quantity, rate) is { } product && amount == product * 100)
            repairs.Add(line with { AmountInr = product, Doubtful = false });
        return repairs.Count == 1 ? repairs[0] : null;
    }

    /// <summary>The line without the rupee signs that were read as first digits, which may be one, the other or both.</summary>
    private static BillLine? WithoutSigns(BillLine line) =>
        WithoutSigns(line, rate: true, amount: true)
        ?? (line.Doubtful ? WithoutSigns(line, rate: false, amount: true) ?? WithoutSigns(line, rate: true, amount: false) : null);

    private static BillLine? WithoutSigns(BillLine line, bool rate, bool amount)
    {
        if (line is not { Quantity: { } quantity, RateInr: { } read } || (rate ? WithoutSign(read) : read) is not { } each || (amount ? WithoutSign(line.AmountInr) : line.AmountInr) is not { } whole)
            return null;
        return Arithmetic.Product(quantity, each) == whole ? line with { RateInr = each, AmountInr = whole, Doubtful = false } : null;
    }

    private static decimal? WithoutSign(decimal figure) =>
        Misreadings.WithoutRupeeSign(figure.ToString(CultureInfo.InvariantCulture)) is { } rest ? decimal.Parse(rest, CultureInfo.InvariantCulture) : null;

    /// <summary>The number of pieces that makes the amount; null if no whole number does.</summary>
    private static decimal? Quantity(decimal rate, decimal amount) =>
        rate > 0 && amount / rate is var quantity && quantity is >= 1 and <= MostPieces && quantity == decimal.Truncate(quantity) ? quantity : null;

    /// <summary>The rate that makes the amount; null if it has parts of a paisa. INR.</summary>
    private static decimal? Rate(decimal quantity, decimal amount) =>
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

    private static string Shown(BillLine line) => string.Create(CultureInfo.InvariantCulture, $"{line.Quantity:0.##} x {line.RateInr:0.##} = {line.AmountInr:0.##}");
}
