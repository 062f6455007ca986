using System.Globalization;

namespace MediAgents.Billing.Rules;

/// <summary>INR to the paisa, and as a person reads it.</summary>
internal static class Money
{
    public static decimal Round(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);

    public static string Text(decimal amount) => $"INR {Round(amount).ToString("0.00", CultureInfo.InvariantCulture)}";
}
