using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Dispatch;

/// <summary>
/// What a class of grains answers and streams, by the exact type of the request. Reflection happens once, here.
/// </summary>
internal sealed class HandlerTable
{
    private readonly Dictionary<Type, object> answers = [];
    private readonly Dictionary<Type, object> streams = [];

    /// <exception cref="ArgumentException">The class answers one request with two types of reply.</exception>
    public HandlerTable(Type grainType)
    {
        foreach (var handler in grainType.GetInterfaces().Where(candidate => candidate.IsGenericType))
        {
            var definition = handler.GetGenericTypeDefinition();
            if (definition == typeof(IAnswer<,>))
            {
                Add(answers, typeof(AnswerInvoker<,>), handler, grainType);
            }
            else if (definition == typeof(IStream<,>))
            {
                Add(streams, typeof(StreamInvoker<,>), handler, grainType);
            }
        }
    }

    public AnswerInvoker<TReply>? FindAnswer<TReply>(Type request) =>
        answers.TryGetValue(request, out var invoker) ? invoker as AnswerInvoker<TReply> : null;

    public StreamInvoker<TItem>? FindStream<TItem>(Type request) =>
        streams.TryGetValue(request, out var invoker) ? invoker as StreamInvoker<TItem> : null;

    private static void Add(Dictionary<Type, object> table, Type invoker, Type handler, Type grainType)
    {
        var arguments = handler.GetGenericArguments();
        if (!table.TryAdd(arguments[0], Activator.CreateInstance(invoker.MakeGenericType(arguments))!))
        {
            throw new ArgumentException($"{grainType.Name} handles {arguments[0].Name} twice.", nameof(grainType));
        }
    }
}
