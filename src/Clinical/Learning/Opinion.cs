namespace MediAgents.Clinical.Learning;

/// <summary>What a model makes of one text: a share for each label, and the words that told most for it.</summary>
/// <param name="model">The weights.</param>
/// <param name="unknown">The label of a text of which nothing is known.</param>
internal sealed class Opinion(LinearModel model, int unknown) : IFeatureSink
{
    private readonly Dictionary<int, (int First, int Last)> found = [];
    private readonly double[] measured = new double[model.Labels];
    private readonly double[] shares = new double[model.Labels];

    /// <summary>The probability of a label, 0..1; together they sum to 1.</summary>
    public double Share(int label) => shares[label];

    public void Mentions(ReadOnlySpan<char> name, int first, int last)
    {
        if (model.TryFind(name, out var id))
            found.TryAdd(id, (first, last));
    }

    public void Measures(int measure, double value)
    {
        for (var label = 0; label < measured.Length; label++)
            measured[label] += model.OfMeasure(measure, label) * value;
    }

    public void Conclude()
    {
        if (found.Count == 0 && Array.TrueForAll(measured, m => m == 0))
        {
            shares[unknown] = 1;
            return;
        }

        var scale = TextFeatures.Scale(found.Count);
        for (var label = 0; label < shares.Length; label++)
        {
            shares[label] = model.Bias(label) + measured[label];
            foreach (var id in found.Keys)
                shares[label] += model.OfFeature(id, label) * scale;
        }

        Softmax.Apply(shares);
    }

    /// <summary>The words whose weight for a label is greatest among those that may tell; none if no such word speaks for it.</summary>
    public (int First, int Last)? Telling(int label, Func<int, bool> mayTell)
    {
        (int First, int Last)? telling = null;
        var most = 0.0;
        foreach (var (id, place) in found)
        {
            // A pair of concepts stands on a whole sentence, which is no quotation.
            if (place.Last - place.First <= 1 && mayTell(place.First) && mayTell(place.Last) && model.OfFeature(id, label) > most)
                (telling, most) = (place, model.OfFeature(id, label));
        }

        return telling;
    }
}
