namespace MediAgents.Knowledge.Tests.Calibration;

/// <summary>
/// Conditional logit: the coefficients under which the judged topics of each question are likeliest among all topics,
/// a topic that answers counting three times one that is of use (the gains of nDCG), with a small ridge.
/// </summary>
internal static class RankingFit
{
    public static double[] Fit(IReadOnlyList<(double[][] Topics, double[] Gains)> questions, double ridge = 0.02, int rounds = 300)
    {
        var n = questions[0].Topics[0].Length;
        var beta = new double[n];
        var (first, second) = (new double[n], new double[n]);
        for (var round = 1; round <= rounds; round++)
        {
            var gradient = Gradient(questions, beta, ridge);
            for (var i = 0; i < n; i++)
            {
                // Adam (Kingma and Ba, 2015) at its customary rates.
                first[i] = 0.9 * first[i] + 0.1 * gradient[i];
                second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
                beta[i] += 0.02 * first[i] / (1 - Math.Pow(0.9, round)) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, round))) + 1e-9);
            }
        }

        return beta;
    }

    public static double Score(double[] beta, double[] features) => beta.Zip(features, (b, f) => b * f).Sum();

    private static double[] Gradient(IReadOnlyList<(double[][] Topics, double[] Gains)> questions, double[] beta, double ridge)
    {
        var gradient = beta.Select(b => -ridge * b * questions.Count / 100).ToArray();
        foreach (var (topics, gains) in questions)
        {
            var scores = topics.Select(topic => Score(beta, topic)).ToArray();
            var greatest = scores.Max();
            var odds = scores.Select(score => Math.Exp(score - greatest)).ToArray();
            var (sum, gain) = (odds.Sum(), gains.Sum());
            for (var topic = 0; topic < topics.Length; topic++)
            {
                var pull = gains[topic] / gain - odds[topic] / sum;
                for (var i = 0; i < beta.Length; i++)
                    gradient[i] += pull * topics[topic][i];
            }
        }

        return gradient;
    }
}
