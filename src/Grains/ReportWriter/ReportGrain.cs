using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Grains.Reports;
using MediAgents.Primitives;
using MediAgents.Records.Reports.Drafting;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.ReportWriter;

/// <summary>
/// One report of one patient and its versions, which never change. Each is drafted by a worker, which asks the patient's
/// report writer; draftings of one report come one after the other. After a crash the one under way is done again, but not
/// for ever.
/// </summary>
public sealed class ReportGrain(ILogger<ReportGrain> logger)
    : Grain<ReportState>,
        IAnswer<OpenReport, Accepted>,
        IAnswer<DraftAgain, Accepted>,
        IAnswer<BeginDraft, DraftGranted>,
        IAnswer<StoreDraft, Unit>,
        IAnswer<WakeUp, Unit>,
        IAnswer<DescribeReport, Lookup<ReportDescription>>,
        IAnswer<ListVersions, Lookup<VersionList>>,
        IAnswer<ReadVersion, Lookup<ReportVersion>>,
        IStream<FollowDrafting, DraftingEnded>
{
    private const int MostAttempts = 5;
    private const int MostWaiting = 10;
    private const int MostVersions = 500;
    private const int RememberedEnds = 50;

    // Entries may be whole reports.
    private const int JournalPage = 20;

    public ValueTask<Accepted> AnswerAsync(OpenReport request, CancellationToken cancellationToken)
    {
        if (State.Subject is null)
        {
            Context.Owner = request.Scope.Patient;
            State = new ReportState { Subject = request.Subject, CreatedAt = Context.Time.GetUtcNow() };
        }

        return TakeAsync(request.Scope, request.DraftingId, cancellationToken);
    }

    public ValueTask<Accepted> AnswerAsync(DraftAgain request, CancellationToken cancellationToken) =>
        TakeAsync(request.Scope, request.DraftingId, cancellationToken);

    public ValueTask<DraftGranted> AnswerAsync(BeginDraft request, CancellationToken cancellationToken)
    {
        if (IsUnderWay(request.DraftingId) && request.Attempt > MostAttempts)
            End(new ReportEntry(new DraftingEnded(request.DraftingId, Version: null, Failure: new DraftingFailure(
                DraftingFailures.Crashed,
                $"The report was begun {MostAttempts} times, and the server stopped each time."))));
        if (IsUnderWay(request.DraftingId))
            State = State with { Attempts = request.Attempt };
        return ValueTask.FromResult(new DraftGranted(IsUnderWay(request.DraftingId)));
    }

    public ValueTask<Unit> AnswerAsync(StoreDraft request, CancellationToken cancellationToken)
    {
        if (IsUnderWay(request.DraftingId))
            End(EntryOf(request));
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<Unit> AnswerAsync(WakeUp request, CancellationToken cancellationToken)
    {
        if (State.Waiting.Count > 0)
            StartWorker(State.Attempts + 1);
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<Lookup<ReportDescription>> AnswerAsync(DescribeReport request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new Lookup<ReportDescription>(IsOf(request.Patient)
            ? new ReportDescription(
                Context.Key.Id,
                State.Subject!.Title,
                State.Subject.From,
                State.Subject.To,
                State.CreatedAt,
                State.Waiting.Count > 0,
                State.Versions.Count,
                State.Versions.Count > 0 ? State.Versions[^1].Summary : null)
            : null));

    public ValueTask<Lookup<VersionList>> AnswerAsync(ListVersions request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new Lookup<VersionList>(IsOf(request.Patient)
            ? new VersionList([.. State.Versions.Reverse().Select(version => version.Summary)])
            : null));

    public async ValueTask<Lookup<ReportVersion>> AnswerAsync(ReadVersion request, CancellationToken cancellationToken)
    {
        var number = request.Number ?? State.Versions.Count;
        if (!IsOf(request.Patient) || number < 1 || number > State.Versions.Count)
            return new Lookup<ReportVersion>(null);
        var entry = await EntryAtAsync(State.Versions[number - 1].Seq, cancellationToken);
        return new Lookup<ReportVersion>(entry.Version);
    }

    public async IAsyncEnumerable<DraftingEnded> StreamAsync(FollowDrafting request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Context.Owner != request.Patient)
            yield break;
        // Looked at before the state: an end that comes in between is in the tail.
        var last = Context.Journal.NextSeq - 1;
        var state = State;
        if (state.Waiting.All(waiting => waiting.Id != request.DraftingId))
        {
            if (await FindEndAsync(state, request.DraftingId, cancellationToken) is { } ended)
                yield return ended;
            yield break;
        }

        await foreach (var batch in Context.Journal.TailAsync(last, cancellationToken))
        {
            if (batch.Select(EntryOf).FirstOrDefault(entry => entry.Ended.DraftingId == request.DraftingId) is { } entry)
            {
                yield return entry.Ended;
                yield break;
            }
        }
    }

    private bool IsOf(PatientId patient) => State.Subject is not null && Context.Owner == patient;

    private bool IsUnderWay(string draftingId) => State.Waiting.Count > 0 && State.Waiting[0].Id == draftingId;

    private async ValueTask<Accepted> TakeAsync(PatientScope scope, string draftingId, CancellationToken cancellationToken)
    {
        if (!IsOf(scope.Patient))
            return new Accepted(Acceptance.Missing);
        if (State.Waiting.Any(waiting => waiting.Id == draftingId) || await FindEndAsync(State, draftingId, cancellationToken) is not null)
            return new Accepted(Acceptance.Accepted);
        if (State.Waiting.Count >= MostWaiting || State.Versions.Count >= MostVersions)
            return new Accepted(Acceptance.Full);
        Context.Record(Access.By(scope, "report.draft", Context.Key.Id));
        State = State with { Waiting = [.. State.Waiting, new AskedDrafting(draftingId, scope.Principal)] };
        if (State.Waiting.Count == 1)
            Begin();
        return new Accepted(Acceptance.Accepted);
    }

    /// <summary>Begins the first drafting that waits.</summary>
    private void Begin()
    {
        State = State with { Attempts = 1 };
        Context.WakeAfterCrash = true;
        StartWorker(attempt: 1);
    }

    private void StartWorker(int attempt)
    {
        var asked = State.Waiting[0];
        var scope = new PatientScope(asked.Principal, Context.Owner!.Value);
        var newest = State.Versions.Count > 0 ? State.Versions[^1].Summary : null;
        var worker = new ReportWorker(Context.Grains, Context.Key, new RequestedDraft(scope, asked.Id, State.Subject!, newest), Context.Time, logger);
        Context.StartWork(stop => worker.RunAsync(attempt, stop));
    }

    /// <summary>
    /// A new version, unless the newest says the same from the same inputs. What a model wrote beside it makes no version, as it
    /// may choose other words each time; but it does where no model could be had before.
    /// </summary>
    private ReportEntry EntryOf(StoreDraft request)
    {
        if (request.Draft is not { } draft)
            return new ReportEntry(new DraftingEnded(request.DraftingId, Version: null, Failure: request.Failure));
        if (State.Versions.Count > 0 && State.Versions[^1].Summary is var newest
            && newest.SaysTheSameAs(draft.Summary) && (newest.Model != ReportDraft.Model || draft.Summary.Model == ReportDraft.Model))
            return new ReportEntry(new DraftingEnded(request.DraftingId, newest.Number, Unchanged: true));
        var number = State.Versions.Count + 1;
        return new ReportEntry(new DraftingEnded(request.DraftingId, number), draft with { Summary = draft.Summary with { Number = number } });
    }

    private void End(ReportEntry entry)
    {
        var seq = Context.Journal.NextSeq;
        Context.Journal.Append(entry.Version is null ? "report.drafted" : "report.version", JsonSerializer.SerializeToUtf8Bytes(entry, WireJson.Options));
        State = State with
        {
            Waiting = [.. State.Waiting.Skip(1)],
            Versions = entry.Version is { } version ? [.. State.Versions, new StoredVersion(version.Summary, seq)] : State.Versions,
            Ended = [new EndedDrafting(entry.Ended.DraftingId, seq), .. State.Ended.Take(RememberedEnds - 1)],
        };
        if (State.Waiting.Count > 0)
            Begin();
        else
            Context.WakeAfterCrash = false;
    }

    /// <summary>
    /// State remembers the latest ends. A drafting whose id, which begins with its time, is older than those may be one that
    /// was forgotten: then the journal knows.
    /// </summary>
    private async ValueTask<DraftingEnded?> FindEndAsync(ReportState state, string draftingId, CancellationToken cancellationToken)
    {
        if (state.Ended.FirstOrDefault(ended => ended.Id == draftingId) is { } known)
            return (await EntryAtAsync(known.Seq, cancellationToken)).Ended;
        if (state.Ended.Count < RememberedEnds || state.Ended.All(ended => string.CompareOrdinal(ended.Id, draftingId) < 0))
            return null;
        for (long after = 0; ;)
        {
            var entries = await Context.Journal.ReadAsync(after, JournalPage, cancellationToken);
            if (entries.Select(EntryOf).FirstOrDefault(entry => entry.Ended.DraftingId == draftingId) is { } found)
                return found.Ended;
            if (entries.Count < JournalPage)
                return null;
            after = entries[^1].Seq;
        }
    }

    private async ValueTask<ReportEntry> EntryAtAsync(long seq, CancellationToken cancellationToken) =>
        EntryOf((await Context.Journal.ReadAsync(seq - 1, 1, cancellationToken))[0]);

    private static ReportEntry EntryOf(JournalEntry entry) =>
        JsonSerializer.Deserialize<ReportEntry>(entry.Json.Span, WireJson.Options)
        ?? throw new JsonException($"Entry {entry.Seq} of a report's journal is null.");
}
