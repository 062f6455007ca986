using System.Runtime.CompilerServices;
using MediAgents.Billing.Rates.Asking;
using MediAgents.Billing.Rates.Library;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;

namespace MediAgents.Grains.BillAuditor;

/// <summary>
/// Knows the audits of one patient's bills by their summaries, and answers questions about bills with what the newest
/// of them says. A question after a price in a rate list is answered from the list. Audits are grains of their own, which tell it when they are done.
/// </summary>
public sealed class BillAuditorGrain(RateLibrary rates, ConfidenceThresholds thresholds)
    : Grain<BillAuditorState>,
        IAnswer<RecordAudit, Unit>,
        IAnswer<ListAudits, AuditList>,
        IAnswer<RecordOpinion, Unit>,
        IStream<Consult, ConsultationStep>
{
    private const int KeptAudits = 100;

    private static readonly TimeSpan IndianTime = TimeSpan.FromMinutes(330);

    public ValueTask<Unit> AnswerAsync(RecordAudit request, CancellationToken cancellationToken)
    {
        var summary = request.Summary;
        if (State.Audits.Any(known => known.AuditId == summary.AuditId))
            return ValueTask.FromResult(Unit.Value);
        Context.Owner = request.Patient;
        var newer = State.Audits.TakeWhile(known => known.Time > summary.Time).ToList();
        State = new BillAuditorState { Audits = [.. newer.Append(summary).Concat(State.Audits.Skip(newer.Count)).Take(KeptAudits)] };
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<AuditList> AnswerAsync(ListAudits request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new AuditList(Context.Owner == request.Patient ? State.Audits : []));

    /// <summary>What it says about an audit is the audit's, which is stored already.</summary>
    public ValueTask<Unit> AnswerAsync(RecordOpinion request, CancellationToken cancellationToken) => ValueTask.FromResult(Unit.Value);

    public async IAsyncEnumerable<ConsultationStep> StreamAsync(Consult request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (RateQuestion.Of(request.Part ?? request.Question) is { } question)
        {
            var today = DateOnly.FromDateTime(Context.Time.GetUtcNow().ToOffset(IndianTime).DateTime);
            yield return new ConsultationStep(Opinion: RateOpinion.Of(RateDesk.Answer(question, rates.Book(), today), thresholds));
            yield break;
        }

        var newest = Context.Owner == request.Scope.Patient && State.Audits.Count > 0 ? State.Audits[0] : null;
        yield return new ConsultationStep(Opinion: newest is null
            ? AuditOpinion.WithoutBill
            : await OpinionOfAsync(newest, new FollowAudit(request.Scope.Patient), cancellationToken));
    }

    /// <summary>An audit is known here a moment before it has ended, so its end is waited for.</summary>
    private async Task<Opinion> OpinionOfAsync(AuditSummary audit, FollowAudit follow, CancellationToken cancellationToken)
    {
        await foreach (var step in Context.Grains.StreamAsync(GrainKinds.AuditOf(audit.AuditId), follow, cancellationToken))
        {
            if (step.Outcome is { } outcome)
                return outcome.Opinion;
        }

        throw new InvalidOperationException("The newest audit ended without an outcome.");
    }
}
