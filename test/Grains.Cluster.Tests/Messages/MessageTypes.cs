using MediAgents.Grains.Cluster.Messages;

namespace MediAgents.Grains.Cluster.Tests.Messages;

/// <summary>Everything that grains say to each other.</summary>
internal static class MessageTypes
{
    public static IReadOnlyList<Type> Requests { get; } =
        [.. new[] { typeof(IGrains).Assembly, typeof(GrainsSetup).Assembly }.SelectMany(MessageNames.RequestsIn).OrderBy(NameOf, StringComparer.Ordinal)];

    /// <summary>What requests are answered with: replies and items of streams.</summary>
    public static IReadOnlyList<Type> Replies { get; } =
        [.. Requests.SelectMany(AnswersTo).Distinct().OrderBy(NameOf, StringComparer.Ordinal)];

    /// <summary>The name of its recording: the full name, a generic's with that of what it is of.</summary>
    public static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}-of-{NameOf(type.GetGenericArguments()[0])}" : type.FullName!;

    private static IEnumerable<Type> AnswersTo(Type request) =>
        request.GetInterfaces()
            .Where(one => one.IsGenericType && (one.GetGenericTypeDefinition() == typeof(IGrainRequest<>) || one.GetGenericTypeDefinition() == typeof(IGrainStreamRequest<>)))
            .Select(one => one.GetGenericArguments()[0]);
}
