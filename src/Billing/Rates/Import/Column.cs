namespace MediAgents.Billing.Rates.Import;

/// <summary>A column of a layout: our name for it and the names that published files give it.</summary>
internal sealed record Column(string Name, params string[] AlsoCalled)
{
    public bool IsCalled(string heading) => heading == Name || AlsoCalled.Contains(heading);

    public override string ToString() => AlsoCalled.Length == 0 ? Name : $"{Name} (or {string.Join(", ", AlsoCalled)})";
}
