namespace MediAgents.Billing.Rates.Import;

/// <summary>Finds what stands twice in a file.</summary>
internal sealed class UniqueCodes
{
    private readonly Dictionary<string, int> lines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>False, with a fault, if <paramref name="key"/> was there before.</summary>
    public bool Add(string key, TableRow row, Column column, string what)
    {
        if (lines.TryAdd(key, row.Line))
            return true;
        row.Fault(column, $"{what} stands on line {lines[key]} already.");
        return false;
    }
}
