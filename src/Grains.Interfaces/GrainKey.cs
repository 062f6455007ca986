namespace MediAgents.Grains;

/// <summary>The identity of a grain: its kind (<c>run</c>, <c>cardiologist</c>, ...) and its id within the kind.</summary>
public readonly record struct GrainKey(string Kind, string Id)
{
    public override string ToString() => $"{Kind}/{Id}";
}
