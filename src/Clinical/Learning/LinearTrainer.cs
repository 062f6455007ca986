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
internal sealed class LinearTrainer(int labels, TrainerSettings settings)
{
    private const int Steps = 600;

    public LinearModel Train(IReadOnlyList<TrainingExample> examples)
    {
        var names = Frequent(examples);
        var index = names.Select((name, id) => (name, id)).ToDictionary(n => n.name, n => n.id, StringComparer.Ordinal);
        var rows = examples.Select(e => ToRow(e, index)).ToArray();
        var weights = Fit(rows, names.Length + examples[0].Figures.Count);
        return ToModel(names, weights);
    }

    private string[] Frequent(IReadOnlyList<TrainingExample> examples) =>
        settings.Words == 0 ? [] : [.. examples
            .SelectMany(e => e.Names)
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(group => group.Count() >= settings.LeastTexts)
            .Select(group => group.Key)
            .Order(StringComparer.Ordinal)];

    /// <summary>Weights of the features (words first, then measures) and last the bias, one a label each.</summary>
    private double[] Fit(Row[] rows, int features)
    {
        var size = (features + 1) * labels;
        var (weights, ahead, gradient) = (new double[size], new double[size], new double[size]);
        // The curvature of the logistic loss is at most half the squared length of a row.
        var step = 1 / ((rows.Max(r => r.SquaredLength) / 2) + settings.Penalty);
        for (var s = 0; s < Steps; s++)
        {
            Gradient(rows, ahead, gradient);
            var momentum = s / (s + 3.0);
            for (var i = 0; i < size; i++)
            {
                var penalty = i < features * labels ? settings.Penalty * ahead[i] : 0;
                var next = ahead[i] - (step * (gradient[i] + penalty));
                ahead[i] = next + (momentum * (next - weights[i]));
                weights[i] = next;
            }
        }

        return weights;
    }

    private void Gradient(Row[] rows, double[] weights, double[] gradient)
    {
        Array.Clear(gradient);
        Span<double> shares = stackalloc double[labels];
        foreach (var row in rows)
        {
            shares.Clear();
            foreach (var (feature, value) in row.Cells)
            {
                for (var label = 0; label < labels; label++)
                    shares[label] += weights[(feature * labels) + label] * value;
            }

            Softmax.Apply(shares);
            shares[row.Label]--;
            foreach (var (feature, value) in row.Cells)
            {
                for (var label = 0; label < labels; label++)
                    gradient[(feature * labels) + label] += shares[label] * value / rows.Length;
            }
        }
    }

    private LinearModel ToModel(string[] names, double[] weights)
    {
        var words = names.Length * labels;
        var measures = weights.Length - words - labels;
        return new LinearModel(
            [.. weights[(words + measures)..].Select(w => (float)w)],
            [.. weights[words..(words + measures)].Select(w => (float)(w * settings.Lexicon))],
            names,
            [.. weights[..words].Select(w => (float)(w * settings.Words))]);
    }

    private Row ToRow(TrainingExample example, Dictionary<string, int> index)
    {
        int[] known = [.. example.Names.Where(index.ContainsKey).Select(name => index[name]).Order()];
        var value = settings.Words * TextFeatures.Scale(known.Length);
        return new Row(
            [
                .. known.Select(id => (id, value)),
                .. example.Figures.Select((m, i) => (index.Count + i, m * settings.Lexicon)),
                (index.Count + example.Figures.Count, 1.0),
            ],
            example.Label);
    }

    private sealed record Row((int Feature, double Value)[] Cells, int Label)
    {
        public double SquaredLength { get; } = Cells.Sum(c => c.Value * c.Value);
    }
}
