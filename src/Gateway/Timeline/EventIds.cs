namespace MediAgents.Gateway.Timeline;

/// <summary>The form of event ids: <c>e_</c> and a ULID.</summary>
internal static class EventIds
{
    public const string Prefix = "e_";
}
