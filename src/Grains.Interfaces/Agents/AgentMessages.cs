using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Grains.Agents;

/// <summary>
/// Which agents should answer? Asked of the patient's orchestrator. <paramref name="Agent"/> is the one asked for by name. What
/// <paramref name="IsUrgent"/> waits for no model's plan. With <paramref name="IsForOne"/> the first whom the rules name answers alone.
/// </summary>
public sealed record RouteQuestion(
    PatientId Patient,
    string Question,
    IReadOnlyList<EarlierExchange> Earlier,
    bool HasBill,
    string? Agent = null,
    bool IsUrgent = false,
    bool IsForOne = false) : IGrainRequest<RouteDecided>, IRepeatable;

/// <summary>
/// Asks the patient's orchestrator to have a model plan who answers what, where <see cref="RouteQuestion"/> was answered
/// provisionally. Reads only; the last step is the route.
/// </summary>
/// <param name="Scope">Who asks about whom.</param>
/// <param name="RunId">The run it is for.</param>
/// <param name="Question">The question.</param>
/// <param name="Earlier">What was asked before.</param>
/// <param name="ByRules">What the rules would do, and do if the model's plan cannot be used.</param>
public sealed record PlanCouncil(
    PatientScope Scope,
    string RunId,
    string Question,
    IReadOnlyList<EarlierExchange> Earlier,
    RouteDecided ByRules) : IGrainStreamRequest<PlanningStep>;

/// <summary>A step of planning. One of the first two members is set.</summary>
/// <param name="Tool">A tool that is being called.</param>
/// <param name="Route">Who answers.</param>
/// <param name="Usage">What the model took for it; null where none was asked.</param>
public sealed record PlanningStep(string? Tool = null, RouteDecided? Route = null, ModelUsage? Usage = null);

/// <summary>Asks a specialist for an opinion. Reads only: what it concluded is stored by <see cref="RecordOpinion"/>.</summary>
/// <param name="Scope">Who asks about whom.</param>
/// <param name="RunId">The run it is for.</param>
/// <param name="Question">The question.</param>
/// <param name="Earlier">What was asked before.</param>
/// <param name="Limits">Of retrieval.</param>
/// <param name="Part">The part of the question that is this specialist's; null: the whole.</param>
/// <param name="Conversation">What was said before it, where more than the questions is known.</param>
public sealed record Consult(
    PatientScope Scope,
    string RunId,
    string Question,
    IReadOnlyList<EarlierExchange> Earlier,
    RetrievalLimits Limits,
    string? Part = null,
    EarlierConversation? Conversation = null) : IGrainStreamRequest<ConsultationStep>;

/// <summary>
/// What a consultation yields: of a specialist that writes with a model what it says as it says it, and last, of every one, the
/// whole opinion. One of the members is set.
/// </summary>
/// <param name="Text">A piece of the sentence under way.</param>
/// <param name="Said">The sentence is whole.</param>
/// <param name="Tool">A tool that is being called.</param>
/// <param name="Restart">Why what was said so far does not count: the opinion begins anew.</param>
/// <param name="Opinion">The opinion.</param>
public sealed record ConsultationStep(
    string? Text = null,
    SaidSentence? Said = null,
    string? Tool = null,
    string? Restart = null,
    Opinion? Opinion = null);

/// <summary>A sentence, and of the passages that it rests on those that were not named before.</summary>
public sealed record SaidSentence(OpinionSentence Sentence, IReadOnlyList<EvidencePassage> Passages);

/// <summary>What one specialist holds on one question.</summary>
/// <param name="Agent">The specialist's kind.</param>
/// <param name="Sentences">The opinion; empty when it has none to give.</param>
/// <param name="Passages">The evidence its sentences name.</param>
/// <param name="Confidence">Calibrated, 0..1.</param>
/// <param name="Level">The confidence in words.</param>
/// <param name="Missing">What was not found, when the opinion is refused.</param>
/// <param name="Failed">Whether there is no opinion because the agent broke down.</param>
/// <param name="Note">What the reader should know of how it came about, as a sentence.</param>
/// <param name="Usage">What a model took for it; null without one.</param>
public sealed record Opinion(
    string Agent,
    IReadOnlyList<OpinionSentence> Sentences,
    IReadOnlyList<EvidencePassage> Passages,
    double Confidence,
    ConfidenceLevel Level,
    string? Missing,
    bool Failed = false,
    string? Note = null,
    ModelUsage? Usage = null);

/// <summary>A sentence and the ids of the passages it rests on; without any it is general.</summary>
public sealed record OpinionSentence(string Text, IReadOnlyList<string> PassageIds);

/// <summary>A passage of the knowledge collection. <paramref name="Score"/>: calibrated relevance, 0..1.</summary>
public sealed record EvidencePassage(string Id, string Topic, string Title, string Source, string? Url, string Text, double Score);

/// <summary>Stores what a specialist concluded for its patient; a run's opinion is stored once.</summary>
public sealed record RecordOpinion(PatientId Patient, string RunId, string Question, Opinion Opinion) : IGrainRequest<Hosting.Unit>, IRepeatable;

/// <summary>What a specialist holds of its patient.</summary>
public sealed record ReadConclusions : IGrainRequest<SpecialistConclusions>, IRepeatable;

/// <summary>Conclusions and open questions of one specialist about one patient, newest first.</summary>
public sealed record SpecialistConclusions(IReadOnlyList<Conclusion> Conclusions, IReadOnlyList<OpenQuestion> OpenQuestions);

/// <summary>What was asked, what was concluded and how surely.</summary>
public sealed record Conclusion(string RunId, DateTimeOffset Time, string Question, string Summary, double Confidence);

/// <summary>A question that the specialist could not answer.</summary>
public sealed record OpenQuestion(string RunId, DateTimeOffset Time, string Question);

/// <summary>
/// Asks the patient's aggregator to have a model put opinions that stand into one answer. Reads only; nothing comes where no model
/// works on the patient.
/// </summary>
public sealed record ComposeAnswer(PatientScope Scope, string RunId, string Question, IReadOnlyList<Opinion> Opinions) : IGrainStreamRequest<ComposingStep>;

/// <summary>A model is asked; or, with <paramref name="Composed"/>, what came of it.</summary>
public sealed record ComposingStep(ComposedAnswer? Composed = null);

/// <summary>What a model made of opinions, as far as the rules let it stand.</summary>
/// <param name="Sentences">The answer; null where there is none to use.</param>
/// <param name="Disagreements">Contradictions between the opinions.</param>
/// <param name="Note">Why there are no sentences, as a sentence.</param>
/// <param name="Usage">What the model took.</param>
public sealed record ComposedAnswer(IReadOnlyList<OpinionSentence>? Sentences, IReadOnlyList<string> Disagreements, string? Note, ModelUsage? Usage);

/// <summary>
/// Merges opinions into one answer, in the words of <paramref name="Composed"/> where there are some; names contradictions instead of
/// averaging them away.
/// </summary>
public sealed record MergeOpinions(PatientId Patient, string RunId, IReadOnlyList<Opinion> Opinions, ComposedAnswer? Composed = null) : IGrainRequest<MergedAnswer>, IRepeatable;

/// <summary>The answer as merged.</summary>
/// <param name="Sentences">In order, each with the passages it rests on.</param>
/// <param name="Confidence">Evidence-weighted, 0..1.</param>
/// <param name="Level">The confidence in words; refused when no opinion stands.</param>
/// <param name="Disagreements">Contradictions between opinions, named.</param>
/// <param name="Note">What the reader should know of how it was merged, as a sentence.</param>
/// <param name="Usage">What a model took to merge it.</param>
public sealed record MergedAnswer(
    IReadOnlyList<OpinionSentence> Sentences,
    double Confidence,
    ConfidenceLevel Level,
    IReadOnlyList<string> Disagreements,
    string? Note = null,
    ModelUsage? Usage = null);
