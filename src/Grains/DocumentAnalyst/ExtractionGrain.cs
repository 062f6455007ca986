using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains.Documents;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.DocumentAnalyst;

/// <summary>
/// One reading of one document for the timeline. It is asked for in a turn and done by a worker (reading a scan takes long); its
/// journal holds progress and, last, the outcome. After a crash it is done again, but not for ever: a document may be what kills
/// the process.
/// </summary>
public sealed class ExtractionGrain(DocumentAnalysis analysis, ILogger<ExtractionGrain> logger)
    : Grain<ExtractionState>,
        IAnswer<RequestExtraction, Unit>,
        IAnswer<BeginExtraction, ExtractionGranted>,
        IAnswer<NoteExtractionProgress, Unit>,
        IAnswer<StoreExtraction, Unit>,
        IAnswer<WakeUp, Unit>,
        IStream<FollowExtraction, ExtractionStep>
{
    private const int MostAttempts = 5;
    private const string ProgressEntry = "extraction.progress";
    private const string OutcomeEntry = "extraction.completed";

    public ValueTask<Unit> AnswerAsync(RequestExtraction request, CancellationToken cancellationToken)
    {
        if (State.DocumentId is null)
        {
            Context.Owner = request.Scope.Patient;
            Context.Record(Access.By(request.Scope, "timeline.extract", Context.Key.Id));
            State = new ExtractionState
            {
                Principal = request.Scope.Principal,
                DocumentId = request.DocumentId,
                Language = request.Language,
                Time = Context.Time.GetUtcNow(),
                Attempts = 1,
            };
            Context.WakeAfterCrash = true;
            StartWorker(attempt: 1);
        }

        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<ExtractionGranted> AnswerAsync(BeginExtraction request, CancellationToken cancellationToken)
    {
        if (IsUnderWay && request.Attempt > MostAttempts)
            End(DocumentAnalysis.Failed(Requested(), ExtractionFailures.Crashed, $"The document was begun {MostAttempts} times, and the server stopped each time."));
        if (IsUnderWay)
            State = State with { Attempts = request.Attempt };
        return ValueTask.FromResult(new ExtractionGranted(IsUnderWay));
    }

    public ValueTask<Unit> AnswerAsync(NoteExtractionProgress request, CancellationToken cancellationToken)
    {
        if (IsUnderWay)
            Append(ProgressEntry, new ExtractionStep(Progress: request.Progress));
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<Unit> AnswerAsync(StoreExtraction request, CancellationToken cancellationToken)
    {
        if (IsUnderWay)
            End(request.Outcome);
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<Unit> AnswerAsync(WakeUp request, CancellationToken cancellationToken)
    {
        if (IsUnderWay)
            StartWorker(State.Attempts + 1);
        return ValueTask.FromResult(Unit.Value);
    }

    public async IAsyncEnumerable<ExtractionStep> StreamAsync(FollowExtraction request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Context.Owner != request.Patient)
            yield break;
        var after = State.HasEnded ? Context.Journal.NextSeq - 2 : 0;
        await foreach (var batch in Context.Journal.TailAsync(after, cancellationToken))
        {
            foreach (var step in batch.Select(StepOf))
            {
                yield return step;
                if (step.Outcome is not null)
                    yield break;
            }
        }
    }

    private bool IsUnderWay => State is { DocumentId: not null, HasEnded: false };

    private RequestedExtraction Requested() =>
        new(new PatientScope(State.Principal, Context.Owner!.Value), Context.Key.Id, State.DocumentId!, State.Language, State.Time);

    private void StartWorker(int attempt)
    {
        var worker = new ExtractionWorker(Context.Grains, Requested(), analysis, Context.Time, logger);
        Context.StartWork(stop => worker.RunAsync(attempt, stop));
    }

    private void End(ExtractionOutcome outcome)
    {
        Append(OutcomeEntry, new ExtractionStep(Outcome: outcome));
        State = State with { HasEnded = true };
        Context.WakeAfterCrash = false;
    }

    private void Append(string type, ExtractionStep step) => Context.Journal.Append(type, JsonSerializer.SerializeToUtf8Bytes(step, WireJson.Options));

    private static ExtractionStep StepOf(JournalEntry entry) =>
        JsonSerializer.Deserialize<ExtractionStep>(entry.Json.Span, WireJson.Options)
        ?? throw new JsonException($"Entry {entry.Seq} of an extraction's journal is null.");
}
