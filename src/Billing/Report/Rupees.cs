using System.Globalization;

namespace MediAgents.Billing.Report;

/// <summary>INR as people in India write it: ₹1,25,000.00, the last three digits in one group and those before them in pairs.</summary>
public static class Rupees
{
    private static readonly NumberFormatInfo Grouping = new() { NumberGroupSizes = [3, 2], NumberDecimalDigits = 2 };

    public static string Text(decimal amount) =>
        amount < 0 ? $"-₹{(-amount).ToString("N", Grouping)}" : $"₹{amount.ToString("N", Grouping)}";
}
