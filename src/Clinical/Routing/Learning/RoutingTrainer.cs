using MediAgents.Clinical.Language;

namespace MediAgents.Clinical.Learning;

/// <summary>What the trainer may use and how far it trusts it; chosen by leaving one writer out (evals/README.md).</summary>
/// <param name="Words">Scale of stems, pairs and concepts against the lexicon's measures; 0 leaves them out.</param>
/// <param name="Lexicon">Scale of the lexicon's measures; 0 leaves them out.</param>
/// <param name="Penalty">L2 penalty on every weight but the bias.</param>
/// <param name="LeastTexts">A word seen in fewer texts is not learned.</param>
internal sealed record TrainerSettings(double Words = 12, double Lexicon = 0.5, double Penalty = 0.005, int LeastTexts = 2);

/// <summary>
/// Fits the model by accelerated full-batch gradient descent from zero: no chance is involved, so equal texts give equal weights.
/// </summary>
internal sealed class RoutingTrainer(TrainerSettings settings)
{
    private const int Steps = 600;
    private const int Labels = RoutingModel.Labels;

    public RoutingModel Train(IReadOnlyList<(string Text, Specialty Label)> cases)
    {
        var examples = cases.Select(c => Example.Of(c.Text, (int)c.Label)).ToArray();
        var names = Frequent(examples);
        var index = names.Select((name, id) => (name, id)).ToDictionary(n => n.name, n => n.id, StringComparer.Ordinal);
        var rows = Array.ConvertAll(examples, e => e.ToRow(index, settings));
        var weights = Fit(rows, names.Length + RoutingFeatures.Measures);
        return ToModel(names, weights);
    }

    private string[] Frequent(Example[] examples) =>
        settings.Words == 0 ? [] : [.. examples
            .SelectMany(e => e.Names)
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(group => group.Count() >= settings.LeastTexts)
            .Select(group => group.Key)
            .Order(StringComparer.Ordinal)];

    /// <summary>Weights of the features (words first, then measures) and last the bias, <see cref="Labels"/> each.</summary>
    private double[] Fit(Row[] rows, int features)
    {
        var size = (features + 1) * Labels;
        var (weights, ahead, gradient) = (new double[size], new double[size], new double[size]);
        // The curvature of the logistic loss is at most half the squared length of a row.
        var step = 1 / ((rows.Max(r => r.SquaredLength) / 2) + settings.Penalty);
        for (var s = 0; s < Steps; s++)
        {
            Gradient(rows, ahead, gradient);
            var momentum = s / (s + 3.0);
            for (var i = 0; i < size; i++)
            {
                var penalty = i < features * Labels ? settings.Penalty * ahead[i] : 0;
                var next = ahead[i] - (step * (gradient[i] + penalty));
                ahead[i] = next + (momentum * (next - weights[i]));
                weights[i] = next;
            }
        }

        return weights;
    }

    private static void Gradient(Row[] rows, double[] weights, double[] gradient)
    {
        Array.Clear(gradient);
        Span<double> shares = stackalloc double[Labels];
        foreach (var row in rows)
        {
            shares.Clear();
            foreach (var (feature, value) in row.Cells)
            {
                for (var label = 0; label < Labels; label++)
                    shares[label] += weights[(feature * Labels) + label] * value;
            }

            Softmax.Apply(shares);
            shares[row.Label]--;
            foreach (var (feature, value) in row.Cells)
            {
                for (var label = 0; label < Labels; label++)
                    gradient[(feature * Labels) + label] += shares[label] * value / rows.Length;
            }
        }
    }

    private RoutingModel ToModel(string[] names, double[] weights)
    {
        var words = names.Length * Labels;
        var measures = RoutingFeatures.Measures * Labels;
        return new RoutingModel(
            [.. weights[(words + measures)..].Select(w => (float)w)],
            [.. weights[words..(words + measures)].Select(w => (float)(w * settings.Lexicon))],
            names,
            [.. weights[..words].Select(w => (float)(w * settings.Words))]);
    }

    private sealed record Row((int Feature, double Value)[] Cells, int Label)
    {
        public double SquaredLength { get; } = Cells.Sum(c => c.Value * c.Value);
    }

    private sealed class Example(int label) : IFeatureSink
    {
        private readonly double[] measures = new double[RoutingFeatures.Measures];

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public static Example Of(string text, int label)
        {
            var example = new Example(label);
            var (reading, concepts, evidence) = SpecialtyRouter.Read(text);
            RoutingFeatures.Read(text, reading, concepts, evidence, example);
            return example;
        }

        public void Mentions(ReadOnlySpan<char> name, int first, int last) => Names.Add(name.ToString());

        public void Measures(int measure, double value) => measures[measure] = value;

        public Row ToRow(Dictionary<string, int> index, TrainerSettings settings)
        {
            int[] known = [.. Names.Where(index.ContainsKey).Select(name => index[name]).Order()];
            var value = settings.Words / Math.Sqrt(Math.Max(1, known.Length));
            return new Row(
                [
                    .. known.Select(id => (id, value)),
                    .. measures.Select((m, i) => (index.Count + i, m * settings.Lexicon)),
                    (index.Count + measures.Length, 1.0),
                ],
                label);
        }
    }
}
