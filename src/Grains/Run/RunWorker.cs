using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Retrying;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Run;

/// <summary>
/// Takes a run's steps, outside of its turns: consults each routed agent that has not answered yet, all at once, and
/// has the opinions merged. It begins where <paramref name="begin"/> stands, so a woken run repeats no finished step;
/// only that specialists keep opinions given before the crash is made sure of once more, which changes nothing if they do.
/// </summary>
internal sealed class RunWorker(
    IGrains grains,
    GrainKey run,
    PatientScope scope,
    RunState begin,
    RunOptions options,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Turns of other agents are asked for over about 11 s; then their failure is theirs, and the rest goes on without them.</summary>
    private const int TriesOfOthers = 8;

    private readonly AskingAgain turns = new(grains, time, (failure, pause) => RunLog.Retrying(logger, failure, run.Id, pause));

    /// <param name="stop">The activation ends: leave the run as it stands, it will be woken.</param>
    /// <param name="cancelled">The run was cancelled.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancelled)
    {
        using var deadline = new CancellationTokenSource(options.Bound, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop, cancelled, deadline.Token);
        try
        {
            await TakeStepsAsync(linked.Token);
        }
        catch (RunLostException)
        {
            RunLog.Lost(logger, run.Id, begin.Epoch);
        }
        catch (Exception failure) when (failure is GrainHostStoppingException || stop.IsCancellationRequested || cancelled.IsCancellationRequested)
        {
            RunLog.Stopped(logger, run.Id);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            await FailAsync("timeout", $"The run did not finish within {options.Bound.TotalSeconds:0} seconds.", stop);
        }
#pragma warning disable CA1031 // A run must end with an event, whatever went wrong.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            RunLog.Failed(logger, failure, run.Id);
            await FailAsync("internal", "The run could not be finished.", stop);
        }
    }

    private async Task TakeStepsAsync(CancellationToken cancellation)
    {
        var asked = begin.Route.Agents
            .Where(agent => begin.Opinions.All(opinion => opinion.Agent != agent.Kind))
            .Select(agent => OpinionOfAsync(agent.Kind, cancellation));
        var opinions = begin.Opinions.Concat(await Task.WhenAll(asked)).ToList();
        foreach (var opinion in begin.Opinions.Where(opinion => !opinion.Failed))
            await RememberAsync(opinion, cancellation);
        if (opinions.Count > 0 && opinions.All(opinion => opinion.Failed))
        {
            await RecordAsync(new FailRun(begin.Epoch, new RunEnded("agent_failed", "No agent could answer.")), cancellation);
            return;
        }

        var merged = await turns.AskAsync(
            GrainKinds.AgentOf(GrainKinds.Aggregator, scope.Patient),
            new MergeOpinions(scope.Patient, run.Id, InRouteOrder(opinions)),
            TriesOfOthers,
            cancellation);
        await RecordAsync(new CompleteRun(begin.Epoch, merged), cancellation);
    }

    private async Task<Opinion> OpinionOfAsync(string agent, CancellationToken cancellation)
    {
        try
        {
            return agent == GrainKinds.BillAuditor && begin.Bill is { } bill
                ? await AuditAsync(bill, cancellation)
                : await ConsultAsync(agent, cancellation);
        }
        catch (Exception failure) when (failure is not (RunLostException or GrainHostStoppingException) && !cancellation.IsCancellationRequested)
        {
            RunLog.AgentFailed(logger, failure, run.Id, agent);
            var nothing = new Opinion(agent, [], [], 0, ConfidenceLevel.Refused, "This agent could not answer.", Failed: true);
            await RecordAsync(new CompleteConsultation(begin.Epoch, nothing), cancellation);
            return nothing;
        }
    }

    private async Task<Opinion> ConsultAsync(string agent, CancellationToken cancellation)
    {
        var opinion = await AskOpinionAsync(agent, cancellation);
        await Task.WhenAll(
            RecordAsync(new CompleteConsultation(begin.Epoch, opinion), cancellation),
            RememberAsync(opinion, cancellation));
        return opinion;
    }

    /// <summary>
    /// An opinion changes nothing until it is recorded, so one that was cut off with its host or store is asked for again. What
    /// the agent says meanwhile is told on; each time it is asked it begins anew.
    /// </summary>
    private async Task<Opinion> AskOpinionAsync(string agent, CancellationToken cancellation)
    {
        var request = new Consult(scope, run.Id, begin.Question, begin.Earlier, begin.Limits, begin.Conversation);
        var trying = new TryingAgain(time, (failure, pause) => RunLog.Retrying(logger, failure, run.Id, pause), IsOfHostOrStore);
        await using var telling = new Telling(agent, (step, token) => RecordAsync(step, token), begin.Epoch, options.DeltaWindow, time);
        return await trying.RunAsync(ReadAsync, TriesOfOthers, cancellation);

        async ValueTask<Opinion> ReadAsync(CancellationToken token)
        {
            telling.BeginAnew();
            Opinion? opinion = null;
            await foreach (var step in grains.StreamAsync(GrainKinds.AgentOf(agent, scope.Patient), request, token).WithCancellation(token))
            {
                if (step.Opinion is { } given)
                    opinion = given;
                else
                    await telling.TakeAsync(step, token);
            }

            await telling.FinishAsync(token);
            return opinion ?? throw new InvalidOperationException($"The {agent} ended a consultation without an opinion.");
        }
    }

    /// <summary>What passes; an agent that fails by itself would fail again.</summary>
    private static bool IsOfHostOrStore(Exception failure) => failure is GrainUnavailableException or StorageUnavailableException;

    /// <summary>
    /// Lets the specialist keep its conclusion, beside the run's own record of it; both are done before the run ends.
    /// One that cannot has answered all the same.
    /// </summary>
    private async Task RememberAsync(Opinion opinion, CancellationToken cancellation)
    {
        try
        {
            var remembered = new RecordOpinion(scope.Patient, run.Id, begin.Question, opinion);
            await turns.AskAsync(GrainKinds.AgentOf(opinion.Agent, scope.Patient), remembered, TriesOfOthers, cancellation);
        }
        catch (Exception failure) when (failure is not GrainHostStoppingException && !cancellation.IsCancellationRequested)
        {
            RunLog.NotRemembered(logger, failure, run.Id, opinion.Agent);
        }
    }

    private async Task<Opinion> AuditAsync(BillDocument bill, CancellationToken cancellation)
    {
        var audit = GrainKinds.AuditOf(AuditIds.OfRun(run.Id));
        await turns.AskAsync(audit, new RequestAudit(scope, bill), TriesOfOthers, cancellation);
        var steps = grains.StreamAsync(audit, new FollowAudit(scope.Patient), cancellation);
        await foreach (var step in steps.WithCancellation(cancellation))
        {
            if (step.Progress is { } progress)
            {
                var shown = new Progress(GrainKinds.BillAuditor, progress.Stage, progress.Done, progress.Total, progress.Note);
                await RecordAsync(new ReportProgress(begin.Epoch, shown), cancellation);
            }

            if (step.Outcome is { } outcome)
            {
                await RecordAsync(new CompleteAudit(begin.Epoch, outcome), cancellation);
                return outcome.Opinion;
            }
        }

        throw new InvalidOperationException("The audit ended without an outcome.");
    }

    /// <summary>Records a step, however often it takes: without the run's own log there is nobody to tell of a failure.</summary>
    private async Task RecordAsync(IGrainRequest<StepAccepted> step, CancellationToken cancellation)
    {
        var accepted = await turns.AskAsync(run, step, AskingAgain.Always, cancellation);
        if (!accepted.Holds)
            throw new RunLostException();
    }

    private async Task FailAsync(string code, string message, CancellationToken stop)
    {
        try
        {
            await RecordAsync(new FailRun(begin.Epoch, new RunEnded(code, message)), stop);
        }
        catch (Exception failure) when (failure is RunLostException or GrainHostStoppingException || stop.IsCancellationRequested)
        {
            RunLog.Stopped(logger, run.Id);
        }
    }

    private List<Opinion> InRouteOrder(List<Opinion> opinions) =>
        [.. begin.Route.Agents.Select(agent => opinions.First(opinion => opinion.Agent == agent.Kind))];

    /// <summary>Another activation holds the run, or it has ended.</summary>
    private sealed class RunLostException : Exception;
}
