using System.Runtime.CompilerServices;
using System.Text;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Contract.Grains;

public sealed record RecorderState
{
    public long Recorded { get; init; }
}

/// <summary>Appends one entry for each text, and sets the owner if one is given.</summary>
public sealed record RecordTexts(IReadOnlyList<string> Texts, PatientId? Owner = null) : IGrainRequest<Recorded>;

public sealed record Recorded(long LastSeq, PatientId? Owner);

public sealed record ReadEntries(long After, int Limit) : IGrainRequest<IReadOnlyList<JournalEntry>>;

/// <summary>The journal from <paramref name="After"/> on, without end.</summary>
public sealed record Follow(long After) : IGrainStreamRequest<JournalEntry>;

/// <summary>What a stream sees of the state, once for each step.</summary>
public sealed record Watch : IGrainStreamRequest<long>;

/// <summary>A stream that tries what only a turn may do.</summary>
public sealed record Meddle : IGrainStreamRequest<string>;

/// <summary>A grain with state and a journal that agree at every commit.</summary>
public sealed class RecorderGrain :
    Grain<RecorderState>,
    IAnswer<RecordTexts, Recorded>,
    IAnswer<ReadEntries, IReadOnlyList<JournalEntry>>,
    IStream<Follow, JournalEntry>,
    IStream<Watch, long>,
    IStream<Meddle, string>
{
    public ValueTask<Recorded> AnswerAsync(RecordTexts request, CancellationToken cancellationToken)
    {
        Context.Owner = request.Owner ?? Context.Owner;
        foreach (var text in request.Texts)
        {
            var seq = Context.Journal.NextSeq;
            Context.Journal.Append("text", Encoding.UTF8.GetBytes($"\"{text}\""));
            State = new RecorderState { Recorded = seq };
        }

        return new(new Recorded(State.Recorded, Context.Owner));
    }

    public ValueTask<IReadOnlyList<JournalEntry>> AnswerAsync(ReadEntries request, CancellationToken cancellationToken) =>
        Context.Journal.ReadAsync(request.After, request.Limit, cancellationToken);

    public async IAsyncEnumerable<JournalEntry> StreamAsync(Follow request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in Context.Journal.TailAsync(request.After, cancellationToken))
        {
            foreach (var entry in batch)
            {
                yield return entry;
            }
        }
    }

    public async IAsyncEnumerable<long> StreamAsync(Watch request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            yield return State.Recorded;
            await Task.Yield();
        }
    }

    public async IAsyncEnumerable<string> StreamAsync(Meddle request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Action[] attempts =
        [
            () => State = new RecorderState { Recorded = -1 },
            () => Context.Journal.Append("text", "1"u8.ToArray()),
            () => Context.Owner = new PatientId("f00d"),
            () => Context.WakeAfterCrash = true,
            () => Context.Record(new Access(Principal.Loopback, null, "contract.meddle")),
            () => Context.StartWork(_ => Task.CompletedTask),
        ];
        foreach (var attempt in attempts)
        {
            await Task.Yield();
            yield return Try(attempt);
        }
    }

    private static string Try(Action attempt)
    {
        try
        {
            attempt();
            return "nothing";
        }
        catch (InvalidOperationException refused)
        {
            return refused.GetType().Name;
        }
    }
}
