using System.Text;
using System.Text.Json;
using MediAgents.Clinical;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MediAgents.Grains.Run;

/// <summary>
/// One run: a question on its way to an answer. It owns its log and a worker that takes the steps; each step's outcome
/// is recorded in one short turn, events and state together. The run outlives its readers and, woken, its process.
/// </summary>
public sealed class RunGrain(IOptions<RunOptions> options, ILogger<RunGrain> logger)
    : Grain<RunState>,
        IAnswer<StartRun, Unit>,
        IAnswer<CancelRun, Lookup<RunDescription>>,
        IAnswer<DescribeRun, Lookup<RunDescription>>,
        IAnswer<DecideRoute, StepAccepted>,
        IAnswer<ReportProgress, StepAccepted>,
        IAnswer<TellOn, StepAccepted>,
        IAnswer<CompleteConsultation, StepAccepted>,
        IAnswer<CompleteAudit, StepAccepted>,
        IAnswer<CompleteRun, StepAccepted>,
        IAnswer<FailRun, StepAccepted>,
        IAnswer<WakeUp, Unit>,
        IStream<TailRun, IReadOnlyList<JournalEntry>>
{
    private const int MostEpochs = 5;

    private Func<Task>? cancelWork;

    /// <summary>
    /// Stores the question, looks for red flags before anything else, asks the orchestrator for the route and sets the
    /// worker to its steps.
    /// </summary>
    public async ValueTask<Unit> AnswerAsync(StartRun request, CancellationToken cancellationToken)
    {
        if (State.Status != RunStatus.None)
            return Unit.Value;

        var alerts = RedFlags.Detect(request.Question).Select(flag => flag.Advice).Distinct().ToList();
        var route = await Context.Grains.AskAsync(
            GrainKinds.AgentOf(GrainKinds.Orchestrator, request.Scope.Patient),
            new RouteQuestion(
                request.Scope.Patient,
                request.Question,
                request.Earlier,
                request.Bill is not null,
                request.Agent,
                IsUrgent: alerts.Count > 0,
                IsForOne: !(request.Council ?? options.Value.Council)),
            cancellationToken);

        Context.Owner = request.Scope.Patient;
        State = new RunState
        {
            Principal = request.Scope.Principal,
            Status = RunStatus.Running,
            SessionId = request.SessionId,
            MessageId = request.MessageId,
            Question = request.Question,
            Limits = request.Limits,
            Earlier = request.Earlier,
            Conversation = request.Conversation,
            Bill = request.Bill,
            Route = route,
            Alerts = alerts,
            Epoch = 1,
        };

        var events = Events();
        var isPlanned = route.Provisional is not true;
        events.Write(RunEventTypes.RunStarted, new RunStarted(request.MessageId, isPlanned ? [.. route.Agents.Select(agent => agent.Kind)] : null));
        if (request.Conversation?.Summary is { } summary)
            events.Write(RunEventTypes.Progress, new Progress(null, "compacted", summary.Turns, summary.Turns, NoteOf(summary)));
        foreach (var alert in alerts)
            events.Write(RunEventTypes.Finding, new RedFlagFinding(alert));
        if (alerts.Count > 0)
            events.Write(RunEventTypes.AnswerDelta, new Delta(null, AnswerText.Opening(alerts)));
        if (isPlanned)
            Announce(events, route);
        Context.WakeAfterCrash = true;
        StartWorker();
        return Unit.Value;
    }

    public ValueTask<Lookup<RunDescription>> AnswerAsync(CancelRun request, CancellationToken cancellationToken)
    {
        if (Context.Owner != request.Scope.Patient)
            return ValueTask.FromResult(new Lookup<RunDescription>(null));
        if (State.Status == RunStatus.Running)
        {
            Context.Record(Access.By(request.Scope, "chat.cancel", Context.Key.Id));
            End(RunStatus.Cancelled, RunEventTypes.RunCancelled, new RunEnded("cancelled", "The run was cancelled."));
            if (cancelWork is { } cancel)
                Context.StartWork(_ => cancel());
        }

        return ValueTask.FromResult(Describe());
    }

    public ValueTask<Lookup<RunDescription>> AnswerAsync(DescribeRun request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Context.Owner == request.Patient ? Describe() : new Lookup<RunDescription>(null));

    public ValueTask<StepAccepted> AnswerAsync(DecideRoute request, CancellationToken cancellationToken) =>
        Step(request.Epoch, events =>
        {
            if (State.Route.Provisional is not true)
                return;
            State = State with { Route = request.Route, PlanUsage = request.Usage };
            Announce(events, request.Route);
        });

    public ValueTask<StepAccepted> AnswerAsync(ReportProgress request, CancellationToken cancellationToken) =>
        Step(request.Epoch, events => events.Write(RunEventTypes.Progress, request.Progress));

    public ValueTask<StepAccepted> AnswerAsync(TellOn request, CancellationToken cancellationToken) =>
        Step(request.Epoch, events => Tell(events, request));

    public ValueTask<StepAccepted> AnswerAsync(CompleteConsultation request, CancellationToken cancellationToken) =>
        Step(request.Epoch, events => Record(events, request.Opinion));

    public ValueTask<StepAccepted> AnswerAsync(CompleteAudit request, CancellationToken cancellationToken) =>
        Step(request.Epoch, events =>
        {
            if (!HasOpinionOf(request.Outcome.Opinion.Agent) && request.Outcome.Result is { } result)
            {
                foreach (var finding in result.GetProperty("findings").EnumerateArray())
                    events.Write(RunEventTypes.Finding, finding);
            }

            Record(events, request.Outcome.Opinion);
        });

    public ValueTask<StepAccepted> AnswerAsync(CompleteRun request, CancellationToken cancellationToken) =>
        Step(request.Epoch, events =>
        {
            var (sentences, confidence, level, disagreements, note, usage) = request.Answer;
            var parts = AnswerText.Parts(request.Answer, State.CitationIds, NotesOf(State.Opinions, note), CarriesNotice(level)).ToList();
            foreach (var part in parts)
                events.Write(RunEventTypes.AnswerDelta, new Delta(null, part));
            End(RunStatus.Completed, RunEventTypes.AnswerCompleted, new AnswerCompleted(
                AnswerText.Opening(State.Alerts) + string.Concat(parts),
                confidence,
                level,
                CitationsOf(sentences),
                [.. State.Opinions.Select(opinion => opinion.Agent)],
                disagreements,
                UsageOf([State.PlanUsage, .. State.Opinions.Select(opinion => opinion.Usage), usage])));
        });

    public ValueTask<StepAccepted> AnswerAsync(FailRun request, CancellationToken cancellationToken) =>
        Step(request.Epoch, _ => End(RunStatus.Failed, RunEventTypes.RunFailed, request.Reason));

    public ValueTask<Unit> AnswerAsync(WakeUp request, CancellationToken cancellationToken)
    {
        if (State.Status != RunStatus.Running)
            return ValueTask.FromResult(Unit.Value);
        State = State with { Epoch = State.Epoch + 1 };
        if (State.Epoch > MostEpochs)
            End(RunStatus.Failed, RunEventTypes.RunFailed, new RunEnded("crashed", $"The run was begun {MostEpochs} times, and the server stopped each time."));
        else
            StartWorker();

        return ValueTask.FromResult(Unit.Value);
    }

    public async IAsyncEnumerable<IReadOnlyList<JournalEntry>> StreamAsync(
        TailRun request,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Context.Owner != request.Patient)
            yield break;
        await foreach (var batch in Context.Journal.TailAsync(request.After, cancellationToken))
        {
            yield return batch;
            if (RunEventTypes.EndsRun(batch[^1].Type))
                yield break;
        }
    }

    /// <summary>A step of the worker that holds the run; one that lost it changes nothing.</summary>
    private ValueTask<StepAccepted> Step(int epoch, Action<RunEventWriter> record)
    {
        var holds = State.Status == RunStatus.Running && State.Epoch == epoch;
        if (holds)
            record(Events());
        return ValueTask.FromResult(new StepAccepted(holds));
    }

    private static void Announce(RunEventWriter events, RouteDecided route)
    {
        events.Write(RunEventTypes.RouteDecided, route);
        foreach (var agent in route.Agents)
            events.Write(RunEventTypes.AgentStarted, new AgentStarted(agent.Kind));
    }

    private void Record(RunEventWriter events, Opinion opinion)
    {
        if (HasOpinionOf(opinion.Agent))
            return;
        Cite(events, opinion.Sentences, opinion.Passages);
        SayWhole(events, opinion);
        events.Write(RunEventTypes.AgentCompleted, new AgentCompleted(
            opinion.Agent,
            opinion.Confidence,
            opinion.Level,
            opinion.Sentences.Count > 0 ? opinion.Sentences[0].Text : "",
            CitationsOf(opinion.Sentences)));
        State = State with { Opinions = [.. State.Opinions, opinion with { Passages = WithoutText(opinion.Passages) }] };
    }

    /// <summary>What an agent says now, with the marks of its citations; an agent that is asked again begins anew.</summary>
    private void Tell(RunEventWriter events, TellOn request)
    {
        if (HasOpinionOf(request.Agent))
            return;
        var known = State.Spoken.GetValueOrDefault(request.Agent);
        var goesOn = known is not null && known.Epoch == request.Epoch && known.Attempt == request.Attempt;
        if (goesOn && request.Seq <= known!.Seq)
            return;
        if (known is not null && !goesOn)
            events.Write(RunEventTypes.AgentStarted, new AgentStarted(request.Agent));
        var spoken = goesOn ? known! : SpokenText.Begun(request.Epoch, request.Attempt);
        var text = new StringBuilder();
        foreach (var piece in request.Pieces)
        {
            if (piece.Text is { } words)
            {
                if (!spoken.InSentence && spoken.Length + text.Length > 0)
                    text.Append(' ');
                text.Append(words);
                spoken = spoken with { InSentence = true };
            }
            else if (piece.Said is { } said)
            {
                Cite(events, [said.Sentence], said.Passages);
                text.Append(AnswerText.Marks(said.Sentence, State.CitationIds));
                spoken = spoken with { InSentence = false };
            }
        }

        if (text.Length > 0)
            events.Write(RunEventTypes.AgentDelta, new Delta(request.Agent, text.ToString()));
        Keep(request.Agent, spoken.With(text.ToString()) with { Seq = request.Seq });
    }

    /// <summary>The opinion as one text, unless it is what was told on already.</summary>
    private void SayWhole(RunEventWriter events, Opinion opinion)
    {
        var text = AnswerText.Of(opinion, State.CitationIds);
        var spoken = State.Spoken.GetValueOrDefault(opinion.Agent);
        if (spoken?.Says(text) == true)
            return;
        if (spoken is not null)
            events.Write(RunEventTypes.AgentStarted, new AgentStarted(opinion.Agent));
        if (spoken is null || text.Length > 0)
            events.Write(RunEventTypes.AgentDelta, new Delta(opinion.Agent, text));
    }

    private void Keep(string agent, SpokenText spoken) => State = State with
    {
        Spoken = new Dictionary<string, SpokenText>(State.Spoken, StringComparer.Ordinal) { [agent] = spoken },
    };

    private void Cite(RunEventWriter events, IEnumerable<OpinionSentence> sentences, IEnumerable<EvidencePassage> evidence)
    {
        var passages = evidence.ToDictionary(passage => passage.Id, StringComparer.Ordinal);
        var ids = new Dictionary<string, string>(State.CitationIds, StringComparer.Ordinal);
        foreach (var id in sentences.SelectMany(sentence => sentence.PassageIds))
        {
            if (!passages.TryGetValue(id, out var passage) || !ids.TryAdd(id, $"c{ids.Count + 1}"))
                continue;
            events.Write(RunEventTypes.Citation, new Citation(ids[id], passage.Source, passage.Title, passage.Url, passage.Text, passage.Score));
        }

        State = State with { CitationIds = ids };
    }

    private List<string> CitationsOf(IReadOnlyList<OpinionSentence> sentences) =>
        [.. sentences.SelectMany(sentence => sentence.PassageIds).Distinct().Where(State.CitationIds.ContainsKey).Select(id => State.CitationIds[id])];

    private bool HasOpinionOf(string agent) => State.Opinions.Any(opinion => opinion.Agent == agent);

    private static IEnumerable<string> NotesOf(IEnumerable<Opinion> opinions, string? ofMerging) =>
        opinions.Select(opinion => opinion.Note).Append(ofMerging).OfType<string>().Distinct(StringComparer.Ordinal);

    private static ModelUsage? UsageOf(IEnumerable<ModelUsage?> usages)
    {
        var used = usages.OfType<ModelUsage>().ToList();
        return used.Count == 0 ? null : new ModelUsage(used.Sum(one => one.InputTokens), used.Sum(one => one.OutputTokens));
    }

    private static string NoteOf(ConversationSummary summary) =>
        $"The first {summary.Turns} messages, about {summary.Tokens} tokens, go in as a summary {(summary.PromptVersion is null ? "of their own sentences" : "by a model")}: {summary.Text}";

    private bool CarriesNotice(ConfidenceLevel level) =>
        State.Alerts.Count > 0
        || (level != ConfidenceLevel.Refused && State.Opinions.Any(opinion => opinion.Agent != GrainKinds.BillAuditor));

    private void End(RunStatus status, string eventType, object data)
    {
        Events().Write(eventType, data);
        State = State with { Status = status, Conversation = null, Opinions = [], Spoken = new Dictionary<string, SpokenText>(StringComparer.Ordinal) };
        Context.WakeAfterCrash = false;
    }

    private void StartWorker()
    {
        var cancelled = new CancellationTokenSource();
        cancelWork = cancelled.CancelAsync;
        var worker = new RunWorker(Context.Grains, Context.Key, new PatientScope(State.Principal, Context.Owner!.Value), State, options.Value, Context.Time, logger);
        Context.StartWork(stop => worker.RunAsync(stop, cancelled.Token));
    }

    private Lookup<RunDescription> Describe() =>
        new(new RunDescription(Context.Key.Id, State.SessionId, State.MessageId, State.Status, Context.Journal.NextSeq - 1));

    private RunEventWriter Events() => new(Context.Journal, Context.Key.Id, State.SessionId, Context.Time);

    private static IReadOnlyList<EvidencePassage> WithoutText(IReadOnlyList<EvidencePassage> passages) =>
        [.. passages.Select(passage => passage with { Text = "" })];
}
