using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Audit;

/// <summary>
/// One audit of one bill. It is asked for in a turn and done by a worker (reading a scan takes long); its journal holds
/// progress and, last, the outcome. After a crash it is done again, but not for ever: a document may be what kills the process.
/// </summary>
public sealed class AuditGrain(BillAuditing auditing, ILogger<AuditGrain> logger)
    : Grain<AuditState>,
        IAnswer<RequestAudit, Unit>,
        IAnswer<BeginAttempt, AttemptGranted>,
        IAnswer<NoteProgress, Unit>,
        IAnswer<StoreOutcome, Unit>,
        IAnswer<WakeUp, Unit>,
        IStream<FollowAudit, AuditStep>
{
    private const int MostAttempts = 5;
    private const string ProgressEntry = "audit.progress";
    private const string OutcomeEntry = "audit.completed";

    public ValueTask<Unit> AnswerAsync(RequestAudit request, CancellationToken cancellationToken)
    {
        if (State.Bill is null)
        {
            Context.Owner = request.Scope.Patient;
            Context.Record(Access.By(request.Scope, "bill.audit", Context.Key.Id));
            State = new AuditState { Principal = request.Scope.Principal, Bill = request.Bill, Time = Context.Time.GetUtcNow(), Attempts = 1 };
            Context.WakeAfterCrash = true;
            StartWorker(attempt: 1);
        }

        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<AttemptGranted> AnswerAsync(BeginAttempt request, CancellationToken cancellationToken)
    {
        if (IsUnderWay && request.Attempt > MostAttempts)
            End(BillAuditing.Failed(Context.Key.Id, AuditFailures.Crashed, $"The audit was begun {MostAttempts} times, and the server stopped each time."));
        if (IsUnderWay)
            State = State with { Attempts = request.Attempt };
        return ValueTask.FromResult(new AttemptGranted(IsUnderWay));
    }

    public ValueTask<Unit> AnswerAsync(NoteProgress request, CancellationToken cancellationToken)
    {
        if (IsUnderWay)
            Append(ProgressEntry, new AuditStep(Progress: request.Progress));
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<Unit> AnswerAsync(StoreOutcome request, CancellationToken cancellationToken)
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

    public async IAsyncEnumerable<AuditStep> StreamAsync(FollowAudit request, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    private bool IsUnderWay => State is { Bill: not null, HasEnded: false };

    private void StartWorker(int attempt)
    {
        var audit = new RequestedAudit(new PatientScope(State.Principal, Context.Owner!.Value), Context.Key.Id, State.Bill!, State.Time);
        var worker = new AuditWorker(Context.Grains, audit, auditing, Context.Time, logger);
        Context.StartWork(stop => worker.RunAsync(attempt, stop));
    }

    private void End(AuditOutcome outcome)
    {
        Append(OutcomeEntry, new AuditStep(Outcome: outcome));
        State = State with { HasEnded = true };
        Context.WakeAfterCrash = false;
    }

    private void Append(string type, AuditStep step) => Context.Journal.Append(type, JsonSerializer.SerializeToUtf8Bytes(step, WireJson.Options));

    private static AuditStep StepOf(JournalEntry entry) =>
        JsonSerializer.Deserialize<AuditStep>(entry.Json.Span, WireJson.Options)
        ?? throw new JsonException($"Entry {entry.Seq} of an audit's journal is null.");
}
