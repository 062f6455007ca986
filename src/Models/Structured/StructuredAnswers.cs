using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Structured;

/// <summary>Answers of a model as values of a C# type.</summary>
public static class StructuredAnswers
{
    /// <summary>
    /// Asks for JSON of the type's schema and reads it strictly: names as the wire has them, no field more, none of the
    /// required missing, ranges of validation attributes held. A reply that is wrong is sent back once with what was wrong;
    /// a second one is refused.
    /// </summary>
    /// <typeparam name="T">A class or record of the wire's JSON.</typeparam>
    /// <param name="client">The model.</param>
    /// <param name="messages">The request.</param>
    /// <param name="options">Its options; the response format is set here.</param>
    /// <param name="check">A further check: what is wrong with the value, for the model to read, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelException"><c>bad_reply</c>: twice no such value; any other code: as the call's.</exception>
    public static async Task<StructuredAnswer<T>> AskAsync<T>(
        this IChatClient client,
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        Func<T, string?>? check = null,
        CancellationToken cancellationToken = default)
        where T : class
    {
        var asked = messages.ToList();
        var sent = options?.Clone() ?? new ChatOptions();
        sent.ResponseFormat = AnswerSchema<T>.Format;
        var usage = new UsageDetails();
        var first = await client.GetResponseAsync(asked, sent, cancellationToken);
        usage.Add(first.Usage ?? new UsageDetails());
        var (value, wrong) = Read(first, check);
        if (value is not null)
            return new StructuredAnswer<T>(value, usage, WasRepaired: false);

        asked.Add(new ChatMessage(ChatRole.Assistant, first.Text));
        asked.Add(new ChatMessage(ChatRole.User, $"That reply cannot be used: {wrong} Reply again with the whole JSON object, put right, and nothing else."));
        var second = await client.GetResponseAsync(asked, sent, cancellationToken);
        usage.Add(second.Usage ?? new UsageDetails());
        return Read(second, check).Value is { } repaired
            ? new StructuredAnswer<T>(repaired, usage, WasRepaired: true)
            : throw new ModelException(ModelFailures.BadReply, $"The model twice replied with what is no {typeof(T).Name}.") { MayCost = true };
    }

    private static (T? Value, string? Wrong) Read<T>(ChatResponse reply, Func<T, string?>? check)
        where T : class
    {
        // A reply that was cut or withheld is no mistake that the model could put right.
        if (reply.FinishReason == ChatFinishReason.Length)
            throw new ModelException(ModelFailures.BadReply, "The model's reply was cut at the limit of its length.") { MayCost = true };
        if (reply.FinishReason == ChatFinishReason.ContentFilter || reply.Messages.Any(message => message.Contents.Any(content => content is ErrorContent)))
            throw new ModelException(ModelFailures.BadReply, "The model refused to reply.") { MayCost = true };
        var (value, wrong) = AnswerSchema<T>.Read(reply.Text);
        return value is not null && check?.Invoke(value) is { } complaint ? (null, complaint) : (value, wrong);
    }
}

/// <param name="Value">The answer.</param>
/// <param name="Usage">Tokens of both calls, where there were two.</param>
/// <param name="WasRepaired">True when the first reply was wrong.</param>
public sealed record StructuredAnswer<T>(T Value, UsageDetails Usage, bool WasRepaired);
