namespace MediAgents.Primitives;

/// <summary>Times as the wire has them.</summary>
public static class WireTime
{
    /// <summary>ISO 8601 with milliseconds and offset, e.g. <c>2026-11-20T09:30:00.123+05:30</c>.</summary>
    public static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz");
}
