namespace MediAgents.Knowledge.Tests.Calibration;

/// <summary>Logistic regression by Newton's method with a small ridge; the last coefficient is the constant term.</summary>
internal static class LogisticFit
{
    public static double[] Fit(IReadOnlyList<(double[] Features, bool Holds, double Weight)> cases, double ridge = 1, int rounds = 30)
    {
        var n = cases[0].Features.Length + 1;
        var beta = new double[n];
        for (var round = 0; round < rounds; round++)
        {
            var gradient = new double[n];
            var curvature = new double[n, n];
            foreach (var (features, holds, weight) in cases)
            {
                var chance = Chance(beta, features);
                for (var i = 0; i < n; i++)
                {
                    gradient[i] += weight * ((holds ? 1 : 0) - chance) * At(features, i);
                    for (var j = 0; j < n; j++)
                        curvature[i, j] += weight * chance * (1 - chance) * At(features, i) * At(features, j);
                }
            }

            for (var i = 0; i < n; i++)
            {
                var penalty = i == n - 1 ? 1e-6 : ridge;
                gradient[i] -= penalty * beta[i];
                curvature[i, i] += penalty;
            }

            var step = Solve(curvature, gradient);
            for (var i = 0; i < n; i++)
                beta[i] += step[i];
        }

        return beta;
    }

    public static double Chance(double[] beta, double[] features)
    {
        var logit = 0.0;
        for (var i = 0; i < beta.Length; i++)
            logit += beta[i] * At(features, i);
        return 1 / (1 + Math.Exp(-logit));
    }

    private static double At(double[] features, int i) => i < features.Length ? features[i] : 1;

    private static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        var x = (double[])b.Clone();
        for (var k = 0; k < n; k++)
        {
            var pivot = Enumerable.Range(k, n - k).MaxBy(row => Math.Abs(a[row, k]));
            for (var j = 0; j < n; j++)
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            (x[k], x[pivot]) = (x[pivot], x[k]);
            for (var row = k + 1; row < n; row++)
            {
                var factor = a[row, k] / a[k, k];
                for (var j = k; j < n; j++)
                    a[row, j] -= factor * a[k, j];
                x[row] -= factor * x[k];
            }
        }

        for (var k = n - 1; k >= 0; k--)
        {
            for (var j = k + 1; j < n; j++)
                x[k] -= a[k, j] * x[j];
            x[k] /= a[k, k];
        }

        return x;
    }
}
