using System.Globalization;

namespace MediAgents.Billing.Reading;

/// <summary>Percentages in labels, as in "CGST @ 2.5%".</summary>
internal static class Percentages
{
    /// <summary>The percentage named in a label, 0 to 100.</summary>
    public static decimal? In(string label)
    {
        var sign = label.IndexOf('%', StringComparison.Ordinal);
        if (sign <= 0)
            return null;
        var end = sign;
        while (end > 0 && label[end - 1] == ' ')
            end--;
        var start = end;
        while (start > 0 && (char.IsDigit(label[start - 1]) || label[start - 1] == '.'))
            start--;
        return decimal.TryParse(Digits.ToAscii(label[start..end]), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 100 ? percent : null;
    }
}
