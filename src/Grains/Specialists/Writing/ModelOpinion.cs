using System.Runtime.CompilerServices;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Modelling;
using MediAgents.Grains.Runs;
using MediAgents.Models.Conversing;
using MediAgents.Models.Failures;
using MediAgents.Primitives;
using Microsoft.Extensions.AI;

namespace MediAgents.Grains.Specialists.Writing;

/// <summary>
/// Has a model write one opinion. Its confidence is the mean over the sentences of the relevance of the best passage that each
/// cites, 0 for one that cites none; what is too low is refused.
/// </summary>
internal sealed class ModelOpinion(IChatClient client, SpecialistProfile specialist, AgentTools tools, ConfidenceThresholds thresholds)
{
    private const string Unsupported = "What a model wrote on this question is not supported by the references or the record.";
    private const string CutOff = "The answer reached the longest length that a model may write and was cut off.";

    private readonly ModelWriter writer = new(client);
    private readonly List<OpinionSentence> sentences = [];
    private readonly List<EvidencePassage> cited = [];

    /// <summary>
    /// What the model says as it says it, and last the opinion; or, where no model could be asked, it broke off or said nothing,
    /// last a <see cref="ConsultationStep.Restart"/> with the reason.
    /// </summary>
    public async IAsyncEnumerable<ConsultationStep> WriteAsync(
        Consult request,
        IEnumerable<EvidencePassage> evidence,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var earlier = request.Earlier.Select(exchange => exchange.Question).ToList();
        var brief = new ModelBrief(specialist.Prompt.Text, request.Question, earlier, tools.Citable(evidence), tools)
        {
            Part = request.Part,
            Conversation = request.Conversation is { } conversation ? ConversationText.Of(conversation) : null,
        };
        await using var steps = writer.WriteAsync(brief, cancellationToken).GetAsyncEnumerator(cancellationToken);
        WritingRefused? refused = null;
        while (true)
        {
            string? failed = null;
            try
            {
                if (!await steps.MoveNextAsync())
                    break;
            }
            catch (ModelException failure)
            {
                failed = Quoted(NoModel.ReasonOf(failure));
            }

            if (failed is not null)
            {
                yield return new ConsultationStep(Restart: failed);
                yield break;
            }

            if (steps.Current is WritingEnded ended)
            {
                yield return Ending(ended, refused);
                yield break;
            }

            refused = steps.Current as WritingRefused ?? refused;
            if (StepOf(steps.Current) is { } step)
                yield return step;
        }
    }

    private ConsultationStep? StepOf(WritingStep written) => written switch
    {
        WrittenText text => new ConsultationStep(Text: text.Text),
        ToolAsked asked => new ConsultationStep(Tool: asked.Tool),
        WrittenSentence sentence => new ConsultationStep(Said: Say(sentence)),
        _ => null,
    };

    private SaidSentence Say(WrittenSentence written)
    {
        var passages = written.Labels.Select(label => tools.Passage(writer.Cited(label).Id)).ToList();
        var fresh = passages.Except(cited).ToList();
        var sentence = new OpinionSentence(written.Text, [.. passages.Select(passage => passage.Id)]);
        sentences.Add(sentence);
        cited.AddRange(fresh);
        return new SaidSentence(sentence, fresh);
    }

    private ConsultationStep Ending(WritingEnded ended, WritingRefused? refused)
    {
        var usage = ended is { InputTokens: { } read, OutputTokens: { } wrote } ? new ModelUsage(read, wrote) : null;
        if (refused is not null)
            return new ConsultationStep(Opinion: Refusal(refused.Missing, 0, usage));
        if (sentences.Count == 0)
            return new ConsultationStep(Restart: Quoted(NoModel.Unusable));
        // A sentence that was cut off had no chance to cite.
        var judged = ended.IsCutOff && sentences.Count > 1 ? sentences[..^1] : sentences;
        var confidence = Math.Round(judged.Average(RelevanceOf), 4);
        var level = thresholds.LevelOf(confidence);
        return new ConsultationStep(Opinion: level == ConfidenceLevel.Refused
            ? Refusal(Unsupported, confidence, usage)
            : new Opinion(specialist.Kind, [.. sentences], [.. cited], confidence, level, Missing: null, Note: ended.IsCutOff ? CutOff : null, Usage: usage));
    }

    private Opinion Refusal(string missing, double confidence, ModelUsage? usage) =>
        new(specialist.Kind, [], [], confidence, ConfidenceLevel.Refused, missing, Usage: usage);

    private double RelevanceOf(OpinionSentence sentence) =>
        sentence.PassageIds.Count == 0 ? 0 : sentence.PassageIds.Max(id => tools.Passage(id).Score);

    /// <summary>Why there is no model's opinion, and what is done instead.</summary>
    public static string Quoted(string why) => $"{why}; passages of the references are quoted.";
}
