namespace MediAgents.Records.Timeline;

/// <summary>The form of event ids: <c>e_</c> and 26 characters (<see cref="Primitives.SortableId"/>).</summary>
public static class EventIds
{
    public const string Prefix = "e_";
}
