using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Grains.Tools;
using MediAgents.Knowledge;
using MediAgents.Models.Answers;
using MediAgents.Primitives;

namespace MediAgents.Grains.Specialists;

/// <summary>
/// One specialist of one patient. A consultation retrieves within the specialist's scope and writes an opinion whose
/// every sentence names its passages; it reads only. What was concluded, or left open, is stored by a turn of its own.
/// </summary>
public abstract class SpecialistGrain(SpecialistProfile profile, IKnowledge knowledge, IAnswerWriter writer, ConfidenceThresholds thresholds)
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
        var found = Retrieve(request);
        var confidence = Math.Round(found.Confidence, 4);
        var level = found.Passages.Count == 0 ? ConfidenceLevel.Refused : thresholds.LevelOf(confidence);
        if (level == ConfidenceLevel.Refused)
        {
            yield return new ConsultationStep(Opinion: Refusal(found));
            yield break;
        }

        var sentences = new List<OpinionSentence>();
        await foreach (var written in writer.WriteAsync(BriefOf(request.Question, found), cancellationToken))
        {
            var sentence = new OpinionSentence(written.Text, written.EvidenceIds);
            sentences.Add(sentence);
            yield return new ConsultationStep(Sentence: sentence);
        }

        yield return new ConsultationStep(Opinion: new Opinion(
            profile.Kind,
            sentences,
            [.. found.Passages.Select(SearchKnowledge.EvidenceOf)],
            confidence,
            level,
            Missing: null));
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
    /// Own scope first, the whole collection when that has no answer; a follow-up is read together with the question
    /// it follows.
    /// </summary>
    private Retrieval Retrieve(Consult request)
    {
        var question = request.Earlier.Count > 0 && FollowUp.Continues(request.Question)
            ? $"{request.Earlier[^1].Question} {request.Question}"
            : request.Question;
        var query = new RetrievalQuery(question, profile.ScopeLabels, request.Limits.TopK, request.Limits.SimilarityThreshold);
        var own = knowledge.Search(query);
        return profile.Scope.Count == 0 || own.Confidence >= thresholds.Low
            ? own
            : knowledge.Search(query with { Specialties = null });
    }

    private AnswerBrief BriefOf(string question, Retrieval found) => new(
        question,
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
