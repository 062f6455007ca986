using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Gateway.Problems;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Journals;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Completions;

/// <summary>Tells a run as chunks of a completion, in order, the last with the reason why it ended.</summary>
internal sealed class CompletionStream(MessageAccepted accepted, string model, long created, IReadOnlyList<string> prompt, bool includesUsage)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = WireJson.Options.Encoder, SkipValidation = true };

    /// <summary>Closes the stream of an answer that is whole.</summary>
    private static readonly object Done = new();

    private readonly string id = CompletionParts.IdOf(accepted.RunId);
    private readonly List<Citation> citations = [];
    private readonly LiveText text = new();

    /// <summary>Chunks of the events as they come; a failed run ends in an error instead.</summary>
    public async IAsyncEnumerable<object> OfAsync(
        IAsyncEnumerable<IReadOnlyList<JournalEntry>> events,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Chunk(new ChunkDelta("assistant", "")) with { Mediagents = new CompletionDetails(accepted.RunId, accepted.SessionId) };
        await foreach (var batch in events.WithCancellation(cancellationToken))
        {
            foreach (var entry in batch)
            {
                if (entry.Type == RunEventTypes.Citation)
                    citations.Add(RunOutcomes.DataOf<Citation>(entry));
                else if (text.Take(entry) is { } shown)
                    yield return Chunk(new ChunkDelta(Content: shown));
            }

            if (RunOutcomes.FromLast(batch) is not { } outcome)
                continue;
            foreach (var last in Ending(outcome))
                yield return last;
            yield break;
        }

        yield return CompletionProblems.Of(Problem.Unavailable("The server is stopping; the answer will be in the session's history."));
    }

    /// <summary>Puts a chunk on the wire.</summary>
    public static void Write(IBufferWriter<byte> writer, object chunk)
    {
        writer.Write("data: "u8);
        if (ReferenceEquals(chunk, Done))
            writer.Write("[DONE]"u8);
        else
            WriteJson(writer, chunk);
        writer.Write("\n\n"u8);
    }

    private static void WriteJson(IBufferWriter<byte> writer, object chunk)
    {
        using var json = new Utf8JsonWriter(writer, Compact);
        JsonSerializer.Serialize(json, chunk, chunk.GetType(), WireJson.Options);
    }

    private IEnumerable<object> Ending(RunOutcome outcome)
    {
        if (outcome.Answer is not { } answer)
        {
            yield return CompletionProblems.Of(Problem.Internal with { Detail = outcome.Ended?.Message ?? "The run ended without a reason." });
            yield break;
        }

        if (text.Rest(answer.Text) is { } rest)
            yield return Chunk(new ChunkDelta(Content: rest));
        var annotations = CompletionParts.AnnotationsOf(text.Shown, citations);
        yield return Chunk(new ChunkDelta(Annotations: annotations.Count > 0 ? annotations : null), "stop") with
        {
            Mediagents = CompletionParts.DetailsOf(accepted, answer, citations),
        };
        if (includesUsage)
            yield return new CompletionChunk(id, created, model, [], CompletionUsage.Of(prompt, answer));
        yield return Done;
    }

    private CompletionChunk Chunk(ChunkDelta delta, string? finishReason = null) => new(id, created, model, [new ChunkChoice(0, delta, finishReason)]);
}
