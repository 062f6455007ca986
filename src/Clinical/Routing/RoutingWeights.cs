using System.Globalization;

namespace MediAgents.Clinical;

/// <summary>What finding a phrase adds to each direction, in the units of the lexicon: 1 hints, 2 suggests, 3 speaks for, 5 decides.</summary>
internal sealed record RoutingWeights(double[] Of)
{
    public const int Bill = 4;
    public const int Document = 5;
    public const int Directions = 6;
    private const string Letters = "CNOGBD";

    /// <summary>Reads "C2 O-1.5": cardiology, neurology, orthopaedics, general, bill, document, each followed by its weight.</summary>
    public static RoutingWeights Parse(string text)
    {
        var weights = new double[Directions];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var direction = Letters.IndexOf(word[0]);
            if (direction < 0 || !double.TryParse(word.AsSpan(1), CultureInfo.InvariantCulture, out weights[direction]))
                throw new FormatException($"Not a routing weight: {word}");
        }

        return new RoutingWeights(weights);
    }

    /// <summary>The direction the phrase speaks for most.</summary>
    public int Strongest { get; } = IndexOfGreatest(Of);

    private static int IndexOfGreatest(double[] weights)
    {
        var greatest = 0;
        for (var d = 1; d < weights.Length; d++)
        {
            if (weights[d] > weights[greatest])
                greatest = d;
        }

        return greatest;
    }
}
