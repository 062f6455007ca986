using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains.Advice;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tools;
using MediAgents.Knowledge;
using MediAgents.Models.Answers;
using MediAgents.Primitives;

namespace MediAgents.Grains.Specialists;

/// <summary>
/// One specialist of one patient. A consultation retrieves within the specialist's scope and writes an opinion whose
/// every sentence names its passages: with a model where there is one, else, or when it fails, by quoting. It reads only. What was
/// concluded, or left open, is stored by a turn of its own.
/// </summary>
public abstract class SpecialistGrain(SpecialistProfile profile, SpecialistServices services)
    : Grain<SpecialistState>,
        IStream<Consult, ConsultationStep>,
        IAnswer<RecordOpinion, Unit>,
        IAnswer<ReadConclusions, SpecialistConclusions>
{
    private const int Kept = 20;
    private const int SummaryLength = 240;

    public async IAsyncEnumerable<ConsultationStep> StreamAsync(
        Consult request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = Choose(request);
        var found = await services.Passages.SearchAsync(query, request.Scope, request.RunId, cancellationToken);
        var (writing, note) = await services.Models.OpenAsync(profile, request, cancellationToken);
        if (writing is not null)
        {
            await foreach (var step in writing.WriteAsync(request, found.Passages.Select(SearchKnowledge.EvidenceOf), cancellationToken))
            {
                yield return step;
                note = step.Restart ?? note;
                if (step.Opinion is not null)
                    yield break;
            }
        }

        yield return new ConsultationStep(Opinion: await QuoteAsync(query.Text, found, cancellationToken) with { Note = note });
    }

    public ValueTask<Unit> AnswerAsync(RecordOpinion request, CancellationToken cancellationToken)
    {
        if (State.RecentRuns.Contains(request.RunId))
            return ValueTask.FromResult(Unit.Value);

        Context.Owner = request.Patient;
        var now = Context.Time.GetUtcNow();
        Append(request.Opinion.Level == ConfidenceLevel.Refused
            ? new SpecialistNote(OpenQuestion: new OpenQuestion(request.RunId, now, request.Question))
            : new SpecialistNote(Conclusion: ConclusionOf(request, now)));
        State = State with { RecentRuns = [request.RunId, .. State.RecentRuns.Take(Kept - 1)] };
        return ValueTask.FromResult(Unit.Value);
    }

    public async ValueTask<SpecialistConclusions> AnswerAsync(ReadConclusions request, CancellationToken cancellationToken)
    {
        var last = Context.Journal.NextSeq - 1;
        var entries = await Context.Journal.ReadAsync(Math.Max(0, last - 2 * Kept), 2 * Kept, cancellationToken);
        var notes = entries.Reverse().Select(NoteOf).ToList();
        return new SpecialistConclusions(
            [.. notes.Select(note => note.Conclusion).OfType<Conclusion>().Take(Kept)],
            [.. notes.Select(note => note.OpenQuestion).OfType<OpenQuestion>().Take(Kept)]);
    }

    /// <summary>
    /// What is looked for, chosen by words. Own scope first, the whole collection when that has no answer; a follow-up is read
    /// together with the question it follows. One's part is looked for where there is enough on it, else the one of part and whole on which
    /// there is more: the whole may be mostly about what is another's, a part may have lost what the whole is after.
    /// </summary>
    private RetrievalQuery Choose(Consult request)
    {
        var whole = request.Earlier.Count > 0 && FollowUp.Continues(request.Question)
            ? $"{request.Earlier[^1].Question} {request.Question}"
            : request.Question;
        string[] questions = request.Part is { } part ? [part, whole] : [whole];
        var (own, confidence) = Best(questions, profile.ScopeLabels, request.Limits);
        return profile.Scope.Count == 0 || confidence >= services.Thresholds.Low
            ? own
            : Best(questions, specialties: null, request.Limits).Query;
    }

    private (RetrievalQuery Query, double Confidence) Best(string[] questions, IReadOnlyList<string>? specialties, RetrievalLimits limits)
    {
        var found = questions
            .Select(question => new RetrievalQuery(question, specialties, limits.TopK, limits.SimilarityThreshold))
            .Select(query => (query, services.Passages.Words.Search(query).Confidence))
            .ToList();
        return found[0].Confidence >= services.Thresholds.Medium ? found[0] : found.MaxBy(one => one.Confidence);
    }

    private async Task<Opinion> QuoteAsync(string question, Retrieval found, CancellationToken cancellationToken)
    {
        var confidence = Math.Round(found.Confidence, 4);
        var level = found.Passages.Count == 0 ? ConfidenceLevel.Refused : services.Thresholds.LevelOf(confidence);
        if (level == ConfidenceLevel.Refused)
            return Refusal(found);
        var sentences = new List<OpinionSentence>();
        await foreach (var written in services.Writer.WriteAsync(BriefOf(question, found), cancellationToken))
            sentences.Add(new OpinionSentence(written.Text, written.EvidenceIds));
        return new Opinion(profile.Kind, sentences, [.. found.Passages.Select(SearchKnowledge.EvidenceOf)], confidence, level, Missing: null);
    }

    private AnswerBrief BriefOf(string question, Retrieval found) => new(
        Measures.Expanded(question),
        profile.Prompt.Text,
        [.. found.Passages.Select(one => new Evidence(
            one.Passage.Id,
            one.Passage.Title,
            one.Passage.Section,
            one.Passage.Sentences,
            one.Score))]);

    private Opinion Refusal(Retrieval found) => new(
        profile.Kind,
        [],
        [],
        Math.Round(found.Confidence, 4),
        ConfidenceLevel.Refused,
        found.Missing ?? "The knowledge collection has nothing on this question.");

    private void Append(SpecialistNote note) => Context.Journal.Append(
        note.Conclusion is null ? "open_question" : "conclusion",
        JsonSerializer.SerializeToUtf8Bytes(note, WireJson.Options));

    private static SpecialistNote NoteOf(JournalEntry entry) =>
        JsonSerializer.Deserialize<SpecialistNote>(entry.Json.Span, WireJson.Options)
        ?? throw new InvalidDataException("A note of the specialist's journal is empty.");

    private static Conclusion ConclusionOf(RecordOpinion request, DateTimeOffset now)
    {
        var first = request.Opinion.Sentences.Count > 0 ? request.Opinion.Sentences[0].Text : "";
        var summary = first.Length <= SummaryLength ? first : first[..SummaryLength];
        return new Conclusion(request.RunId, now, request.Question, summary, request.Opinion.Confidence);
    }
}
