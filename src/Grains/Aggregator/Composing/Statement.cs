using MediAgents.Grains.Agents;

namespace MediAgents.Grains.Aggregator.Composing;

/// <summary>A sentence of an opinion, as the one who merges opinions may use it.</summary>
/// <param name="Label">How a model names it: <c>k1</c>, <c>k2</c> …, in the order of the opinions.</param>
/// <param name="Agent">Whose it is.</param>
/// <param name="Sentence">What it says, and the passages it rests on.</param>
internal sealed record Statement(string Label, string Agent, OpinionSentence Sentence)
{
    public static List<Statement> Of(IEnumerable<Opinion> opinions) =>
        [.. opinions.SelectMany(opinion => opinion.Sentences.Select(sentence => (opinion.Agent, sentence))).Select((one, at) => new Statement($"k{at + 1}", one.Agent, one.sentence))];
}
