using System.Collections.Concurrent;

namespace MediAgents.Grains.Cluster.Messages;

/// <summary>
/// The names under which requests travel: full type names, without assembly or version. Whoever renames a request breaks the
/// talk between releases, which the recorded messages in the tests show. Only types that are requests have a name, so no
/// message can make a process create anything else.
/// </summary>
public static class MessageNames
{
    private static readonly ConcurrentDictionary<string, Type> Known = new(StringComparer.Ordinal);

    /// <summary>Every request of an assembly of ours.</summary>
    public static IEnumerable<Type> RequestsIn(System.Reflection.Assembly assembly) => assembly.GetTypes().Where(IsRequest);

    internal static string Of(Type request) => request.FullName!;

    internal static Type? TypeOf(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        if (Known.TryGetValue(name, out var known))
            return known;
        return Find(name) is { } found ? Known.GetOrAdd(name, found) : null; // what is unknown is not remembered: names come from outside
    }

    private static Type? Find(string name) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name?.StartsWith("MediAgents.", StringComparison.Ordinal) == true)
            .Select(assembly => assembly.GetType(name))
            .FirstOrDefault(type => type is not null && IsRequest(type));

    private static bool IsRequest(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(one => one.IsGenericType
            && (one.GetGenericTypeDefinition() == typeof(IGrainRequest<>) || one.GetGenericTypeDefinition() == typeof(IGrainStreamRequest<>)));
}
