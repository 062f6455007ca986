using System.Runtime.CompilerServices;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Aggregator.Composing;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;

namespace MediAgents.Grains.Aggregator;

/// <summary>
/// Merges the opinions of a run into one answer for one patient. Opinions without evidence are left out as long as
/// another stands; contradictions are named, and remembered; confidence weighs each opinion by its cited evidence.
/// The words of the answer may be a model's, written beforehand; without one the opinions stand one after another.
/// </summary>
public sealed class AggregatorGrain(ConfidenceThresholds thresholds, OpinionComposer composer)
    : Grain<AggregatorState>, IAnswer<MergeOpinions, MergedAnswer>, IStream<ComposeAnswer, ComposingStep>
{
    private const int Kept = 20;

    /// <summary>What a contradiction between specialists takes off the confidence of the whole, as a factor.</summary>
    private const double DisagreementFactor = 0.9;

    private const string Refusal = "I cannot answer this from the references I have, and I will not guess.";

    public ValueTask<MergedAnswer> AnswerAsync(MergeOpinions request, CancellationToken cancellationToken)
    {
        var standing = request.Opinions.Where(opinion => opinion.Level != ConfidenceLevel.Refused).ToList();
        if (standing.Count == 0)
            return ValueTask.FromResult(Refused(request.Opinions));
        if (standing is [var only])
            return ValueTask.FromResult(new MergedAnswer(Merged(standing), only.Confidence, only.Level, []));

        var composed = request.Composed;
        var disagreements = Contradictions.Between(standing).Union(composed?.Disagreements ?? [], StringComparer.Ordinal).ToList();
        // Doubt never turns what is said into a refusal: each opinion stood by itself.
        var confidence = Math.Max(Weighted(standing) * (disagreements.Count > 0 ? DisagreementFactor : 1), thresholds.Low);
        var sentences = composed?.Sentences ?? Merged(standing.OrderByDescending(opinion => opinion.Confidence));
        Remember(request, disagreements);
        return ValueTask.FromResult(new MergedAnswer(sentences, Math.Round(confidence, 4), thresholds.LevelOf(confidence), disagreements, composed?.Note, composed?.Usage));
    }

    public async IAsyncEnumerable<ComposingStep> StreamAsync(ComposeAnswer request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!composer.HasModel)
            yield break;
        yield return new ComposingStep();
        if (await composer.ComposeAsync(request, cancellationToken) is { } composed)
            yield return new ComposingStep(composed);
    }

    private static MergedAnswer Refused(IReadOnlyList<Opinion> opinions)
    {
        var missing = opinions.Select(opinion => opinion.Missing).Where(text => !string.IsNullOrEmpty(text)).Distinct().Select(text => text!);
        return new MergedAnswer(
            [new OpinionSentence(Refusal, []), .. missing.Select(text => new OpinionSentence(text, []))],
            opinions.Count == 0 ? 0 : opinions.Max(opinion => opinion.Confidence),
            ConfidenceLevel.Refused,
            []);
    }

    /// <summary>Each opinion counts as much as the relevance of the passages it cites.</summary>
    private static double Weighted(List<Opinion> opinions)
    {
        var weights = opinions.ConvertAll(EvidenceOf);
        return opinions.Zip(weights, (opinion, weight) => opinion.Confidence * weight).Sum() / weights.Sum();
    }

    private static double EvidenceOf(Opinion opinion)
    {
        var cited = opinion.Sentences.SelectMany(sentence => sentence.PassageIds).ToHashSet(StringComparer.Ordinal);
        return 0.1 + opinion.Passages.Where(passage => cited.Contains(passage.Id)).Sum(passage => passage.Score);
    }

    /// <summary>The opinions one after another; a sentence that two of them share is said once.</summary>
    private static List<OpinionSentence> Merged(IEnumerable<Opinion> opinions) =>
        [.. opinions.SelectMany(opinion => opinion.Sentences).DistinctBy(sentence => sentence.Text, StringComparer.OrdinalIgnoreCase)];

    private void Remember(MergeOpinions request, List<string> disagreements)
    {
        if (disagreements.Count == 0 || State.Disagreements.Any(known => known.RunId == request.RunId))
            return;
        Context.Owner = request.Patient;
        var now = Context.Time.GetUtcNow();
        State = State with
        {
            Disagreements = [.. disagreements.Select(text => new NamedDisagreement(request.RunId, now, text)), .. State.Disagreements.Take(Kept)],
        };
    }
}
