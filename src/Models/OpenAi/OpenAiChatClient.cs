using System.ClientModel;
using System.Runtime.CompilerServices;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace MediAgents.Models.OpenAi;

/// <summary>
/// One model of a server that speaks the OpenAI wire format. Every call goes as a stream, so that the limits of phases hold
/// for all of them. Failures are <see cref="ModelException"/>.
/// </summary>
internal sealed class OpenAiChatClient(ModelAddress address, string model, ModelTransport transport, TimeProvider time) : IChatClient
{
    private readonly ChatClient client = OpenAiClients.Chat(address, model, transport);
    private readonly ChatRequestWriter requests = new(usesNewerLimit: address.IsOpenAi);
    private readonly ChatClientMetadata metadata = new("openai", address.BaseUrl, model);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var sent = ChatRequestWriter.MessagesOf(messages, options);
        await using var chunks = client.CompleteChatStreamingAsync(sent, requests.OptionsOf(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        var reply = new ChatReplyReader();
        while (await NextAsync(chunks, reply, cancellationToken) is { } update)
            yield return update;
        if (!reply.IsWhole)
            throw new ModelException(ModelFailures.Unavailable, "The model's reply ended before the model had finished.") { IsTransient = true, BlamesEndpoint = true, MayCost = true };
        yield return reply.Last();
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Nothing: connections belong to the transport.</summary>
    public void Dispose()
    {
    }

    /// <summary>The next piece; null at the end. Chunks are read within: the library reads some of their fields only when asked.</summary>
    private async ValueTask<ChatResponseUpdate?> NextAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> chunks, ChatReplyReader reply, CancellationToken cancellationToken)
    {
        try
        {
            return await chunks.MoveNextAsync() ? reply.Read(chunks.Current ?? throw new InvalidDataException("A chunk is null.")) : null;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure) when (FailureReader.Knows(failure))
        {
            // What breaks after the model has said that it is done costs nothing of the answer.
            if (reply.IsWhole)
                return null;
            throw FailureReader.Read(failure, time);
        }
    }
}
