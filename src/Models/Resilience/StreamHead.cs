using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>A stream that has been read up to its first sign of life; what was read is kept.</summary>
internal sealed class StreamHead : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ChatResponseUpdate> updates;
    private readonly List<ChatResponseUpdate> read = [];
    private bool ended;

    private StreamHead(IAsyncEnumerator<ChatResponseUpdate> updates) => this.updates = updates;

    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Ends the stream, not only the opening.</param>
    public static async ValueTask<StreamHead> OpenAsync(IAsyncEnumerable<ChatResponseUpdate> stream, CancellationToken cancellationToken)
    {
        var head = new StreamHead(stream.GetAsyncEnumerator(cancellationToken));
        try
        {
            await head.ReadToLifeAsync();
            return head;
        }
        catch
        {
            await head.DisposeAsync();
            throw;
        }
    }

    /// <summary>What was read, then the rest. Once.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> ReadAsync()
    {
        foreach (var update in read)
            yield return update;
        while (!ended && await updates.MoveNextAsync())
            yield return updates.Current;
    }

    public ValueTask DisposeAsync() => updates.DisposeAsync();

    private async ValueTask ReadToLifeAsync()
    {
        while (await updates.MoveNextAsync())
        {
            read.Add(updates.Current);
            if (SignOfLife.Is(updates.Current))
                return;
        }

        ended = true;
    }
}
