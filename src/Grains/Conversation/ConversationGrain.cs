using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Grains.Retrying;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using Microsoft.Extensions.Options;

namespace MediAgents.Grains.Conversation;

/// <summary>
/// One session of one patient. A message is stored and its run started in one turn; work of its own then follows the
/// run to its end and writes the answer into the history, also when the process died in between.
/// </summary>
public sealed class ConversationGrain(IOptions<ConversationOptions> options)
    : Grain<ConversationState>,
        IAnswer<PostMessage, Lookup<MessageAccepted>>,
        IAnswer<RecordAnswer, Unit>,
        IAnswer<ReadHistory, Lookup<HistoryPage>>,
        IAnswer<ReadContext, Lookup<SessionContext>>,
        IAnswer<DescribeSession, Lookup<SessionDescription>>,
        IAnswer<WakeUp, Unit>
{
    private const int TitleLength = 80;
    private const int RememberedExchanges = 6;
    private const int RememberedRuns = 20;
    private const int JournalPage = 200;

    private static readonly string Completed = NameOf(RunStatus.Completed);

    public async ValueTask<Lookup<MessageAccepted>> AnswerAsync(PostMessage request, CancellationToken cancellationToken)
    {
        if (!Admits(request.Scope.Patient, request.IsNewSession))
            return new Lookup<MessageAccepted>(null);
        var accepted = new MessageAccepted(request.RunId, Context.Key.Id, request.MessageId);
        if (await HasStartedAsync(request.RunId, cancellationToken))
            return new Lookup<MessageAccepted>(accepted);

        var now = Context.Time.GetLocalNow();
        var isFresh = State.Messages == 0 || ContextExpired(now);
        var earlier = isFresh ? [] : State.Earlier;
        var contextAfter = isFresh ? Context.Journal.NextSeq - 1 : State.ContextAfter;
        await Context.Grains.AskAsync(
            GrainKinds.RunOf(request.RunId),
            new StartRun(request.Scope, Context.Key.Id, request.MessageId, request.Text, request.Limits, request.Earlier ?? earlier, request.Bill, request.Agent, request.Council, request.Conversation),
            cancellationToken);

        Context.Owner = request.Scope.Patient;
        Context.Record(Access.By(request.Scope, "chat.ask", request.RunId));
        Append(new HistoryMessage("user", request.Text, now, request.RunId, request.MessageId));
        State = State with
        {
            StartedAt = State.Messages == 0 ? now : State.StartedAt,
            Title = State.Messages == 0 ? Shortened(request.Text) : State.Title,
            LastActiveAt = now,
            Messages = State.Messages + 1,
            Earlier = earlier,
            ContextAfter = contextAfter,
            Pending = [.. State.Pending, new PendingRun(request.RunId, request.Text)],
        };
        Context.WakeAfterCrash = true;
        Context.StartWork(stop => FollowAsync(request.RunId, request.Scope.Patient, stop));
        return new Lookup<MessageAccepted>(accepted);
    }

    public ValueTask<Unit> AnswerAsync(RecordAnswer request, CancellationToken cancellationToken)
    {
        var run = State.Pending.FirstOrDefault(pending => pending.RunId == request.RunId);
        if (run is null)
            return ValueTask.FromResult(Unit.Value);

        var now = Context.Time.GetLocalNow();
        var (status, answer, ended) = request.Outcome;
        Append(new HistoryMessage(
            "assistant",
            answer?.Text ?? ended?.Message ?? "",
            now,
            request.RunId,
            Status: NameOf(status),
            Confidence: answer?.Confidence,
            Level: answer?.Level,
            Agents: answer?.Agents));
        State = State with
        {
            LastActiveAt = now,
            Messages = State.Messages + 1,
            Pending = [.. State.Pending.Where(pending => pending.RunId != request.RunId)],
            Ended = [.. State.Ended.Append(request.RunId).TakeLast(RememberedRuns)],
            Earlier = answer is null ? State.Earlier : Remembered(new EarlierExchange(run.Question, answer.Agents)),
        };
        Context.WakeAfterCrash = State.Pending.Count > 0;
        return ValueTask.FromResult(Unit.Value);
    }

    public async ValueTask<Lookup<HistoryPage>> AnswerAsync(ReadHistory request, CancellationToken cancellationToken)
    {
        if (Context.Owner != request.Patient)
            return new Lookup<HistoryPage>(null);
        var entries = await Context.Journal.ReadAsync(request.After, request.Limit + 1, cancellationToken);
        var page = entries.Take(request.Limit).ToList();
        var cursor = entries.Count > request.Limit ? page[^1].Seq.ToString() : null;
        return new Lookup<HistoryPage>(new HistoryPage(Context.Key.Id, [.. page.Select(MessageOf)], cursor));
    }

    public async ValueTask<Lookup<SessionContext>> AnswerAsync(ReadContext request, CancellationToken cancellationToken)
    {
        if (Context.Owner != request.Patient)
            return new Lookup<SessionContext>(null);
        if (ContextExpired(Context.Time.GetLocalNow()))
            return new Lookup<SessionContext>(new SessionContext([]));
        var messages = await MessagesAsync(State.ContextAfter, cancellationToken).ToListAsync(cancellationToken);
        var unanswered = messages.Where(message => message.Role == SpokenTurn.Assistant && message.Status != Completed).Select(message => message.RunId).ToHashSet(StringComparer.Ordinal);
        var turns = messages.Where(message => !unanswered.Contains(message.RunId)).Select(message => new SpokenTurn(message.Role, message.Text));
        return new Lookup<SessionContext>(new SessionContext([.. turns]));
    }

    public ValueTask<Lookup<SessionDescription>> AnswerAsync(DescribeSession request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new Lookup<SessionDescription>(
            Context.Owner != request.Patient
                ? null
                : new SessionDescription(
                    Context.Key.Id,
                    State.Title,
                    State.StartedAt,
                    State.LastActiveAt,
                    State.Messages,
                    ContextExpired(Context.Time.GetLocalNow()))));

    public ValueTask<Unit> AnswerAsync(WakeUp request, CancellationToken cancellationToken)
    {
        if (Context.Owner is { } patient)
        {
            foreach (var run in State.Pending)
                Context.StartWork(stop => FollowAsync(run.RunId, patient, stop));
        }

        return ValueTask.FromResult(Unit.Value);
    }

    private bool Admits(PatientId patient, bool isNewSession) =>
        Context.Owner is { } owner ? owner == patient : isNewSession;

    /// <summary>
    /// State remembers the latest runs. A run whose id, which begins with its time, is older than those may be one that was
    /// forgotten: then the journal knows.
    /// </summary>
    private async ValueTask<bool> HasStartedAsync(string runId, CancellationToken cancellationToken)
    {
        if (State.Pending.Any(run => run.RunId == runId) || State.Ended.Contains(runId))
            return true;
        if (State.Ended.Count < RememberedRuns || State.Ended.All(ended => string.CompareOrdinal(ended, runId) < 0))
            return false;
        await foreach (var message in MessagesAsync(0, cancellationToken))
        {
            if (message.RunId == runId)
                return true;
        }

        return false;
    }

    private async IAsyncEnumerable<HistoryMessage> MessagesAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var entries = await Context.Journal.ReadAsync(after, JournalPage, cancellationToken);
            foreach (var entry in entries)
                yield return MessageOf(entry);
            if (entries.Count < JournalPage)
                yield break;
            after = entries[^1].Seq;
        }
    }

    private static string NameOf(RunStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    private bool ContextExpired(DateTimeOffset now) =>
        now - State.LastActiveAt > TimeSpan.FromHours(options.Value.SessionExpiryHours);

    private List<EarlierExchange> Remembered(EarlierExchange latest) =>
        [.. State.Earlier.Append(latest).TakeLast(RememberedExchanges)];

    private async Task FollowAsync(string runId, PatientId patient, CancellationToken stop)
    {
        var tail = Context.Grains.StreamAsync(GrainKinds.RunOf(runId), new TailRun(patient, After: 0), stop);
        await foreach (var batch in tail.WithCancellation(stop))
        {
            if (RunOutcomes.FromLast(batch) is { } outcome)
            {
                await new AskingAgain(Context.Grains, Context.Time).AskAsync(Context.Key, new RecordAnswer(runId, outcome), AskingAgain.Always, stop);
                return;
            }
        }
    }

    private void Append(HistoryMessage message) =>
        Context.Journal.Append(message.Role, JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Options));

    private static HistoryMessage MessageOf(JournalEntry entry) =>
        JsonSerializer.Deserialize<HistoryMessage>(entry.Json.Span, WireJson.Options)
        ?? throw new InvalidDataException("A message of the history is empty.");

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length <= TitleLength)
            return line;
        var end = char.IsHighSurrogate(line[TitleLength - 2]) ? TitleLength - 2 : TitleLength - 1;
        return string.Concat(line.AsSpan(0, end), "…");
    }
}
