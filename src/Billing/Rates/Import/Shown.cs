namespace MediAgents.Billing.Rates.Import;

/// <summary>What a file holds, as much of it as a message can bear.</summary>
internal static class Shown
{
    public static string Of(string text, int most = 40)
    {
        var plain = new string([.. text.Take(most).Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > most ? plain + "…" : plain;
    }
}
