using MediAgents.Knowledge;

namespace MediAgents.Evaluation.Knowledge;

/// <summary>
/// What retrieval has to beat: cosine of TF-IDF vectors over the topics' whole texts, words as they stand, refusing below a
/// fixed cosine. Fixed: changing it changes what every reported figure is relative to.
/// </summary>
public sealed class TfIdfBaseline
{
    private const double LeastCosine = 0.15;

    private readonly Dictionary<string, double> rarity = new(StringComparer.Ordinal);
    private readonly List<(string Topic, Dictionary<string, double> Weights)> topics;

    public TfIdfBaseline(KnowledgeCollection collection)
    {
        var texts = collection.Passages
            .GroupBy(passage => passage.TopicId, StringComparer.Ordinal)
            .Select(topic => (Topic: topic.Key, Words: Words(topic.First().Title + " " + string.Join(' ', topic.Select(passage => passage.Text)))))
            .ToList();
        foreach (var word in texts.SelectMany(text => text.Words.Distinct()))
            rarity[word] = rarity.GetValueOrDefault(word) + 1;
        foreach (var word in rarity.Keys.ToList())
            rarity[word] = Math.Log(texts.Count / rarity[word]);
        topics = texts.ConvertAll(text => (text.Topic, Weigh(text.Words)));
    }

    /// <summary>The topics, best first.</summary>
    public IReadOnlyList<string> Rank(string question) => [.. Scored(question).Select(one => one.Topic)];

    public bool Refuses(string question) => Scored(question).First().Cosine < LeastCosine;

    private IOrderedEnumerable<(string Topic, double Cosine)> Scored(string question)
    {
        var asked = Weigh(Words(question));
        return topics
            .Select(topic => (topic.Topic, Cosine: asked.Sum(word => word.Value * topic.Weights.GetValueOrDefault(word.Key))))
            .OrderByDescending(one => one.Cosine);
    }

    private Dictionary<string, double> Weigh(string[] words)
    {
        var weights = words
            .Where(rarity.ContainsKey)
            .GroupBy(word => word, StringComparer.Ordinal)
            .ToDictionary(word => word.Key, word => word.Count() * rarity[word.Key], StringComparer.Ordinal);
        var length = Math.Sqrt(weights.Values.Sum(weight => weight * weight));
        return length == 0 ? [] : weights.ToDictionary(word => word.Key, word => word.Value / length, StringComparer.Ordinal);
    }

    private static string[] Words(string text) =>
        text.ToLowerInvariant().Split([.. text.Where(letter => !char.IsLetterOrDigit(letter)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
}
