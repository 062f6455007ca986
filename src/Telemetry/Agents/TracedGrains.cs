using System.Diagnostics;
using System.Runtime.CompilerServices;
using MediAgents.Grains;
using MediAgents.Telemetry.Tracing;

namespace MediAgents.Telemetry.Agents;

/// <summary>A span for each call of a grain; as good as absent while nobody takes spans.</summary>
internal sealed class TracedGrains(IGrains grains) : IGrains
{
    public ValueTask<TReply> AskAsync<TReply>(GrainKey key, IGrainRequest<TReply> request, CancellationToken cancellationToken = default) =>
        Spans.AreTaken ? AskTracedAsync(key, request, cancellationToken) : grains.AskAsync(key, request, cancellationToken);

    public IAsyncEnumerable<TItem> StreamAsync<TItem>(GrainKey key, IGrainStreamRequest<TItem> request, CancellationToken cancellationToken = default) =>
        Spans.AreTaken ? StreamTracedAsync(key, request, cancellationToken) : grains.StreamAsync(key, request, cancellationToken);

    private async ValueTask<TReply> AskTracedAsync<TReply>(GrainKey key, IGrainRequest<TReply> request, CancellationToken cancellationToken)
    {
        using var span = Spans.BeginCall(key.Kind, request.GetType());
        try
        {
            return await grains.AskAsync(key, request, cancellationToken);
        }
        catch (Exception failure)
        {
            Spans.Fail(span, failure, cancellationToken);
            throw;
        }
    }

    private async IAsyncEnumerable<TItem> StreamTracedAsync<TItem>(
        GrainKey key,
        IGrainStreamRequest<TItem> request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var span = Spans.BeginCall(key.Kind, request.GetType());
        await using var items = grains.StreamAsync(key, request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(items, span, cancellationToken))
            yield return items.Current;
    }

    /// <summary>Each step is asked for in its reader's context, not in that of the span.</summary>
    private static async ValueTask<bool> MoveNextAsync<TItem>(IAsyncEnumerator<TItem> items, Activity? span, CancellationToken cancellationToken)
    {
        if (span is not null)
            Activity.Current = span;
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception failure)
        {
            Spans.Fail(span, failure, cancellationToken);
            throw;
        }
    }
}
