namespace MediAgents.Clinical.Learning;

internal static class Softmax
{
    /// <summary>Turns log odds into shares of one, in place.</summary>
    public static void Apply(Span<double> scores)
    {
        var greatest = double.NegativeInfinity;
        foreach (var score in scores)
            greatest = Math.Max(greatest, score);
        var sum = 0.0;
        foreach (ref var score in scores)
            sum += score = Math.Exp(score - greatest);
        foreach (ref var score in scores)
            score /= sum;
    }
}
