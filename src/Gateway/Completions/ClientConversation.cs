using System.Text.Json;
using MediAgents.Gateway.Chat;
using MediAgents.Gateway.Problems;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;

namespace MediAgents.Gateway.Completions;

/// <summary>The conversation that a client sends whole with each question.</summary>
/// <param name="Question">The last message.</param>
/// <param name="Earlier">What was asked before it, oldest first, as far as the agents look back.</param>
/// <param name="Turns">What was said before it, oldest first: questions and answers, no instructions.</param>
/// <param name="Texts">Every message's text.</param>
internal sealed record ClientConversation(string Question, IReadOnlyList<EarlierExchange> Earlier, IReadOnlyList<SpokenTurn> Turns, IReadOnlyList<string> Texts)
{
    /// <summary>Questions that a conversation of this server remembers too.</summary>
    private const int RememberedQuestions = 6;

    private const int MostMessages = 20_000;

    private static readonly string[] Roles = ["system", "developer", "user", "assistant"];

    /// <exception cref="ProblemException">No messages, too many, a role or content that means nothing here, a last message that is no question or too long.</exception>
    public static ClientConversation Of(IReadOnlyList<CompletionMessage?>? messages, GatewayOptions options)
    {
        if (messages is not { Count: > 0 })
            throw new ProblemException(Problem.InvalidField("messages", "messages is empty; the question is its last entry."));
        if (messages.Count > MostMessages)
            throw new ProblemException(Problem.InvalidField("messages", $"messages has more than {MostMessages} entries."));
        var texts = messages.Select((message, i) => TextOf(message, $"messages[{i}]")).ToList();
        if (messages[^1]!.Role != "user")
            throw new ProblemException(Problem.InvalidField("messages", "The last message is of role user: it is the question."));
        if (texts[^1].Trim().Length > options.MaxQueryLength)
            throw CompletionProblems.TooLong(options.MaxQueryLength);
        var question = ChatValidation.Text($"messages[{messages.Count - 1}].content", texts[^1], options);
        var earlier = texts.Take(texts.Count - 1)
            .Where((text, i) => messages[i]!.Role == "user" && !string.IsNullOrWhiteSpace(text))
            .TakeLast(RememberedQuestions)
            .Select(text => new EarlierExchange(Shortened(text.Trim(), options.MaxQueryLength), []));
        var turns = texts.SkipLast(1)
            .Select((text, i) => new SpokenTurn(messages[i]!.Role!, text))
            .Where(turn => turn.Role is SpokenTurn.User or SpokenTurn.Assistant && !string.IsNullOrWhiteSpace(turn.Text));
        return new ClientConversation(question, [.. earlier], [.. turns], texts);
    }

    private static string TextOf(CompletionMessage? message, string field)
    {
        if (message is null || !Roles.Contains(message.Role, StringComparer.Ordinal))
            throw new ProblemException(Problem.InvalidField($"{field}.role", $"{field}.role is one of {string.Join(", ", Roles)}."));
        return message.Content.ValueKind switch
        {
            JsonValueKind.String => message.Content.GetString()!,
            JsonValueKind.Array => string.Join('\n', message.Content.EnumerateArray().Select((part, i) => PartOf(part, $"{field}.content[{i}]"))),
            JsonValueKind.Null or JsonValueKind.Undefined when message.Role == "assistant" => "",
            _ => throw new ProblemException(Problem.InvalidField($"{field}.content", $"{field}.content is a text or a list of parts.")),
        };
    }

    private static string PartOf(JsonElement part, string field) =>
        part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("text")
        && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw CompletionProblems.Unsupported(field, $"{field} is not of type text: bills and reports are sent to /analyze and /timeline/extract.");

    private static string Shortened(string text, int limit) =>
        text.Length <= limit ? text : text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)];
}
