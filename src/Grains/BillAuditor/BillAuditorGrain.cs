using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Grains.BillAuditor;

/// <summary>
/// Audits the bills of one patient. An audit is asked for in a turn, done by work of the grain's own (reading a scan
/// takes long), and its outcome stored in another turn; after a crash an unfinished audit is done again. Questions
/// about bills are answered from the newest audit.
/// </summary>
public sealed class BillAuditorGrain(BillAuditing auditing)
    : Grain<BillAuditorState>,
        IAnswer<RequestAudit, Unit>,
        IAnswer<NoteProgress, Unit>,
        IAnswer<StoreOutcome, Unit>,
        IAnswer<ListAudits, AuditList>,
        IAnswer<RecordOpinion, Unit>,
        IAnswer<WakeUp, Unit>,
        IStream<FollowAudit, AuditStep>,
        IStream<Consult, ConsultationStep>
{
    private const int KeptAudits = 100;
    private const string ProgressEntry = "audit.progress";
    private const string OutcomeEntry = "audit.completed";

    public ValueTask<Unit> AnswerAsync(RequestAudit request, CancellationToken cancellationToken)
    {
        if (IsKnown(request.AuditId))
            return ValueTask.FromResult(Unit.Value);
        var pending = new PendingAudit(request.AuditId, request.Bill);
        Context.Owner = request.Patient;
        State = State with { Pending = [.. State.Pending, pending] };
        Context.WakeAfterCrash = true;
        Context.StartWork(stop => AuditAsync(request.Patient, pending, stop));
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<Unit> AnswerAsync(NoteProgress request, CancellationToken cancellationToken)
    {
        if (State.Pending.Any(pending => pending.AuditId == request.AuditId))
            Append(ProgressEntry, new AuditEntry(request.AuditId, Progress: request.Progress));
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<Unit> AnswerAsync(StoreOutcome request, CancellationToken cancellationToken)
    {
        var auditId = request.Outcome.AuditId;
        if (State.Outcomes.ContainsKey(auditId))
            return ValueTask.FromResult(Unit.Value);
        var outcomes = new Dictionary<string, long>(State.Outcomes, StringComparer.Ordinal) { [auditId] = Context.Journal.NextSeq };
        Append(OutcomeEntry, new AuditEntry(auditId, Outcome: request.Outcome));
        State = State with
        {
            Pending = [.. State.Pending.Where(pending => pending.AuditId != auditId)],
            Outcomes = outcomes,
            Audits = request.Summary is { } summary ? [summary, .. State.Audits.Take(KeptAudits - 1)] : State.Audits,
        };
        Context.WakeAfterCrash = State.Pending.Count > 0;
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<AuditList> AnswerAsync(ListAudits request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new AuditList(Context.Owner == request.Patient ? State.Audits : []));

    /// <summary>What it says about an audit is the audit's, which is stored already.</summary>
    public ValueTask<Unit> AnswerAsync(RecordOpinion request, CancellationToken cancellationToken) => ValueTask.FromResult(Unit.Value);

    public ValueTask<Unit> AnswerAsync(WakeUp request, CancellationToken cancellationToken)
    {
        if (Context.Owner is { } patient)
        {
            foreach (var pending in State.Pending)
                Context.StartWork(stop => AuditAsync(patient, pending, stop));
        }

        return ValueTask.FromResult(Unit.Value);
    }

    public async IAsyncEnumerable<AuditStep> StreamAsync(FollowAudit request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Context.Owner != request.Patient || !IsKnown(request.AuditId))
            yield break;
        var after = State.Outcomes.TryGetValue(request.AuditId, out var seq) ? seq - 1 : Math.Max(0, Context.Journal.NextSeq - 1 - KeptAudits);
        await foreach (var batch in Context.Journal.TailAsync(after, cancellationToken))
        {
            foreach (var entry in batch.Select(EntryOf).Where(entry => entry.AuditId == request.AuditId))
            {
                yield return new AuditStep(entry.Progress, entry.Outcome);
                if (entry.Outcome is not null)
                    yield break;
            }
        }
    }

    public async IAsyncEnumerable<ConsultationStep> StreamAsync(Consult request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newest = Context.Owner == request.Patient && State.Audits.Count > 0 ? State.Audits[0] : null;
        var entries = newest is null ? [] : await Context.Journal.ReadAsync(State.Outcomes[newest.AuditId] - 1, 1, cancellationToken);
        yield return new ConsultationStep(Opinion: entries.Count == 1 && EntryOf(entries[0]).Outcome is { } outcome
            ? outcome.Opinion
            : AuditOpinion.WithoutBill);
    }

    private async Task AuditAsync(PatientId patient, PendingAudit pending, CancellationToken stop)
    {
        var (outcome, summary) = await auditing.AuditAsync(
            patient,
            pending,
            progress => ShowAsync(pending.AuditId, progress, stop),
            stop);
        await new AskingAgain(Context.Grains, Context.Time).AskAsync(Context.Key, new StoreOutcome(outcome, summary), AskingAgain.Always, stop);
    }

    /// <summary>Progress is only for show: an audit goes on when it cannot be noted.</summary>
    private async ValueTask<Unit> ShowAsync(string auditId, AuditProgress progress, CancellationToken stop)
    {
        try
        {
            return await Context.Grains.AskAsync(Context.Key, new NoteProgress(auditId, progress), stop);
        }
        catch (Exception failure) when (failure is not GrainHostStoppingException && !stop.IsCancellationRequested)
        {
            return Unit.Value;
        }
    }

    private bool IsKnown(string auditId) =>
        State.Outcomes.ContainsKey(auditId) || State.Pending.Any(pending => pending.AuditId == auditId);

    private void Append(string type, AuditEntry entry) =>
        Context.Journal.Append(type, JsonSerializer.SerializeToUtf8Bytes(entry, WireJson.Options));

    private static AuditEntry EntryOf(JournalEntry entry) =>
        JsonSerializer.Deserialize<AuditEntry>(entry.Json.Span, WireJson.Options)
        ?? throw new InvalidDataException("An entry of the auditor's journal is empty.");
}
