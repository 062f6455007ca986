using MediAgents.Clinical.Language;
using MediAgents.Clinical.Learning;

namespace MediAgents.Clinical;

/// <summary>What the learned part of the router sees: the words of the text, and what the lexicon makes of them.</summary>
internal static class RoutingMeasures
{
    private const int Labels = 4;

    /// <summary>Beside the words, for each specialty the evidence (logarithm), its share of all, and what speaks for it alone (logarithm).</summary>
    public static void Read(string text, Reading<RoutingWeights> reading, IReadOnlyList<string> concepts, Evidence evidence, IFeatureSink sink)
    {
        TextFeatures.Read(text, reading.Tokens, concepts, sink);
        var sum = 1.0;
        for (var s = 0; s < Labels; s++)
            sum += evidence.Total(s);
        for (var s = 0; s < Labels; s++)
        {
            sink.Measures(s, Math.Log(1 + evidence.Total(s)));
            sink.Measures(Labels + s, evidence.Total(s) / sum);
            sink.Measures((2 * Labels) + s, Math.Log(1 + evidence.Own(s)));
        }
    }
}
