namespace MediAgents.Evaluation.Metrics;

/// <summary>Percentile bootstrap over the cases of an evaluation (Efron 1979), for figures that have no closed interval.</summary>
public static class Bootstrap
{
    public const int DefaultResamples = 1000;
    public const int DefaultSeed = 20261120;

    /// <summary>
    /// The 95 % interval of <paramref name="statistic"/> over resamples of the cases. Equal input and seed give equal output.
    /// Without any case it is 0..0.
    /// </summary>
    /// <param name="cases">The cases; a resample draws as many with replacement.</param>
    /// <param name="statistic">The figure of one resample.</param>
    /// <param name="resamples">At least 40, so that 2.5 % is at least one of them.</param>
    /// <param name="seed">Where the generator starts.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 40 resamples.</exception>
    public static Interval Interval<T>(
        IReadOnlyList<T> cases, Func<IReadOnlyList<T>, double> statistic, int resamples = DefaultResamples, int seed = DefaultSeed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 40);
        if (cases.Count == 0)
            return default;

        var random = new Random(seed);
        var figures = new double[resamples];
        var sample = new T[cases.Count];
        for (var r = 0; r < resamples; r++)
        {
            for (var i = 0; i < sample.Length; i++)
                sample[i] = cases[random.Next(cases.Count)];
            figures[r] = statistic(sample);
        }

        Array.Sort(figures);
        return new Interval(At(figures, 0.025), At(figures, 0.975));
    }

    private static double At(double[] sorted, double quantile) =>
        sorted[(int)Math.Round(quantile * (sorted.Length - 1), MidpointRounding.AwayFromZero)];
}
