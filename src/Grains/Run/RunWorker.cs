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

    private const string NotPlanned = "The plan could not be made; the rules decided who answers.";

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
        var route = begin.Route.Provisional is true ? await PlanAsync(cancellation) : begin.Route;
        var asked = route.Agents
            .Where(agent => begin.Opinions.All(opinion => opinion.Agent != agent.Kind))
            .Select(agent => OpinionOfAsync(agent, cancellation));
        var opinions = begin.Opinions.Concat(await Task.WhenAll(asked)).ToList();
        foreach (var opinion in begin.Opinions.Where(opinion => !opinion.Failed))
            await RememberAsync(opinion, cancellation);
        if (opinions.Count > 0 && opinions.All(opinion => opinion.Failed))
        {
            await RecordAsync(new FailRun(begin.Epoch, new RunEnded("agent_failed", "No agent could answer.")), cancellation);
            return;
        }

        var ordered = InOrder(route, opinions);
        var merged = await turns.AskAsync(
            GrainKinds.AgentOf(GrainKinds.Aggregator, scope.Patient),
            new MergeOpinions(scope.Patient, run.Id, ordered, await ComposeAsync(ordered, cancellation)),
            TriesOfOthers,
            cancellation);
        await RecordAsync(new CompleteRun(begin.Epoch, merged), cancellation);
    }

    /// <summary>
    /// Has a model divide the question, and records who answers. A plan changes nothing until it is recorded; whatever becomes of it,
    /// the rules have a route.
    /// </summary>
    private async Task<RouteDecided> PlanAsync(CancellationToken cancellation)
    {
        PlanningStep last;
        try
        {
            var trying = new TryingAgain(time, (failure, pause) => RunLog.Retrying(logger, failure, run.Id, pause), IsOfHostOrStore);
            last = await trying.RunAsync(ReadPlanAsync, TriesOfOthers, cancellation);
        }
        catch (Exception failure) when (failure is not (RunLostException or GrainHostStoppingException) && !cancellation.IsCancellationRequested)
        {
            RunLog.AgentFailed(logger, failure, run.Id, GrainKinds.Orchestrator);
            last = new PlanningStep(Route: begin.Route with { PlannedBy = RoutePlanner.Rules, Note = NotPlanned });
        }

        var route = last.Route! with { Provisional = null };
        await RecordAsync(new DecideRoute(begin.Epoch, route, last.Usage), cancellation);
        return route;
    }

    private async ValueTask<PlanningStep> ReadPlanAsync(CancellationToken cancellation)
    {
        var request = new PlanCouncil(scope, run.Id, begin.Question, begin.Earlier, begin.Route);
        var tools = 0;
        await foreach (var step in grains.StreamAsync(GrainKinds.AgentOf(GrainKinds.Orchestrator, scope.Patient), request, cancellation).WithCancellation(cancellation))
        {
            if (step.Route is not null)
                return step;
            if (step.Tool is { } tool)
                await RecordAsync(new ReportProgress(begin.Epoch, new Progress(GrainKinds.Orchestrator, "tool", ++tools, tools, tool)), cancellation);
        }

        throw new InvalidOperationException("The orchestrator ended a plan without a route.");
    }

    /// <summary>
    /// Has a model put the opinions that stand into one answer; null where there is one at most, or no model. Whatever goes wrong, the
    /// opinions can stand one after another.
    /// </summary>
    private async Task<ComposedAnswer?> ComposeAsync(List<Opinion> opinions, CancellationToken cancellation)
    {
        var standing = opinions.FindAll(opinion => opinion.Level != ConfidenceLevel.Refused);
        if (standing.Count < 2)
            return null;
        try
        {
            var trying = new TryingAgain(time, (failure, pause) => RunLog.Retrying(logger, failure, run.Id, pause), IsOfHostOrStore);
            return await trying.RunAsync(token => ReadComposedAsync(standing, token), TriesOfOthers, cancellation);
        }
        catch (Exception failure) when (failure is not (RunLostException or GrainHostStoppingException) && !cancellation.IsCancellationRequested)
        {
            RunLog.AgentFailed(logger, failure, run.Id, GrainKinds.Aggregator);
            return null;
        }
    }

    private async ValueTask<ComposedAnswer?> ReadComposedAsync(List<Opinion> standing, CancellationToken cancellation)
    {
        var request = new ComposeAnswer(scope, run.Id, begin.Question, standing);
        await foreach (var step in grains.StreamAsync(GrainKinds.AgentOf(GrainKinds.Aggregator, scope.Patient), request, cancellation).WithCancellation(cancellation))
        {
            if (step.Composed is { } composed)
                return composed;
            await RecordAsync(new ReportProgress(begin.Epoch, new Progress(GrainKinds.Aggregator, "merge", 0, 1, "The opinions are put into one answer.")), cancellation);
        }

        return null;
    }

    private async Task<Opinion> OpinionOfAsync(RoutedAgent asked, CancellationToken cancellation)
    {
        var agent = asked.Kind;
        try
        {
            return agent == GrainKinds.BillAuditor && begin.Bill is { } bill
                ? await AuditAsync(bill, cancellation)
                : await ConsultAsync(agent, asked.Question, cancellation);
        }
        catch (Exception failure) when (failure is not (RunLostException or GrainHostStoppingException) && !cancellation.IsCancellationRequested)
        {
            RunLog.AgentFailed(logger, failure, run.Id, agent);
            var nothing = new Opinion(agent, [], [], 0, ConfidenceLevel.Refused, "This agent could not answer.", Failed: true);
            await RecordAsync(new CompleteConsultation(begin.Epoch, nothing), cancellation);
            return nothing;
        }
    }

    private async Task<Opinion> ConsultAsync(string agent, string? part, CancellationToken cancellation)
    {
        var opinion = await AskOpinionAsync(agent, part, cancellation);
        await Task.WhenAll(
            RecordAsync(new CompleteConsultation(begin.Epoch, opinion), cancellation),
            RememberAsync(opinion, cancellation));
        return opinion;
    }

    /// <summary>
    /// An opinion changes nothing until it is recorded, so one that was cut off with its host or store is asked for again. What
    /// the agent says meanwhile is told on; each time it is asked it begins anew.
    /// </summary>
    private async Task<Opinion> AskOpinionAsync(string agent, string? part, CancellationToken cancellation)
    {
        var request = new Consult(scope, run.Id, begin.Question, begin.Earlier, begin.Limits, part, begin.Conversation);
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

    private static List<Opinion> InOrder(RouteDecided route, List<Opinion> opinions) =>
        [.. route.Agents.Select(agent => opinions.First(opinion => opinion.Agent == agent.Kind))];

    /// <summary>Another activation holds the run, or it has ended.</summary>
    private sealed class RunLostException : Exception;
}
