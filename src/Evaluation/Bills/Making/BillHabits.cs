using System.Globalization;
using System.Text;

namespace MediAgents.Evaluation.Bills.Making;

/// <summary>How one bill writes figures and days. Zero digit is U+0030, or that of the bill's own script.</summary>
internal sealed record BillHabits(string DateFormat, string AmountStyle, char ZeroDigit, bool QuantityDecimals, IReadOnlyList<string> Months)
{
    public string Amount(decimal amount)
    {
        var text = Math.Abs(amount).ToString("0.00", CultureInfo.InvariantCulture);
        if (AmountStyle is "short" or "slash" && text.EndsWith(".00", StringComparison.Ordinal))
            text = text[..^3];
        var grouped = AmountStyle == "plain" ? text : Grouped(text);
        var end = AmountStyle == "slash" && !grouped.Contains('.', StringComparison.Ordinal) ? "/-" : "";
        return Digits($"{(amount < 0 ? "-" : "")}{grouped}{end}");
    }

    public string Quantity(decimal quantity) =>
        Digits(quantity.ToString(QuantityDecimals ? "0.00" : "0.##", CultureInfo.InvariantCulture));

    public string Date(DateOnly date)
    {
        var text = date.ToString(DateFormat, CultureInfo.InvariantCulture);
        if (DateFormat.Contains("MMM", StringComparison.Ordinal))
            text = text.Replace(date.ToString("MMM", CultureInfo.InvariantCulture), Months[date.Month - 1], StringComparison.Ordinal);
        return Digits(text);
    }

    public string Digits(string text)
    {
        if (ZeroDigit == '0')
            return text;
        var own = new StringBuilder(text.Length);
        foreach (var c in text)
            own.Append(char.IsAsciiDigit(c) ? (char)(ZeroDigit + (c - '0')) : c);
        return own.ToString();
    }

    /// <summary>Groups of two before the last three: 1,25,000.00.</summary>
    private static string Grouped(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var rest = point < 0 ? "" : text[point..];
        var grouped = new StringBuilder(whole);
        for (var at = whole.Length - 3; at > 0; at -= 2)
            grouped.Insert(at, ',');
        return grouped.Append(rest).ToString();
    }
}
