namespace MediAgents.Evaluation.Matching;

/// <summary>Confidence against how often it was right.</summary>
/// <param name="ExpectedError">Expected calibration error over the bins: mean distance of confidence and share right, weighted by items.</param>
/// <param name="Bins">From the least confident to the most.</param>
public sealed record Calibration(double ExpectedError, IReadOnlyList<CalibrationBin> Bins)
{
    private static readonly double[] Edges = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.995, 1.0001];

    public static Calibration Of(IReadOnlyCollection<(double Confidence, bool IsRight)> judged)
    {
        var bins = new List<CalibrationBin>();
        for (var i = 0; i + 1 < Edges.Length; i++)
        {
            var within = judged.Where(one => one.Confidence >= Edges[i] && one.Confidence < Edges[i + 1]).ToList();
            if (within.Count > 0)
                bins.Add(new(within.Count, Math.Round(within.Average(one => one.Confidence), 4), Math.Round(within.Average(one => one.IsRight ? 1.0 : 0), 4)));
        }

        var error = judged.Count == 0 ? 0 : bins.Sum(bin => bin.Items * Math.Abs(bin.Confidence - bin.Right)) / judged.Count;
        return new(Math.Round(error, 4), bins);
    }
}

/// <summary>Items of like confidence: how many, what they said on average, and which share was right.</summary>
public sealed record CalibrationBin(int Items, double Confidence, double Right);
