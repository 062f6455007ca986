namespace MediAgents.Evaluation.Bills.Making;

/// <summary>Draws of one bill, in order; the same seed makes the same bill.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random random = new(seed);

    public bool Of(double probability) => random.NextDouble() < probability;

    public int Between(int least, int most) => random.Next(least, most + 1);

    public double Share(double least, double most) => least + (random.NextDouble() * (most - least));

    public T One<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>Some of the choices, each at most once, in random order.</summary>
    public List<T> Some<T>(IEnumerable<T> choices, int count)
    {
        var pool = choices.ToArray();
        random.Shuffle(pool);
        return [.. pool.Take(count)];
    }

    /// <summary>Whole rupees, or halves of one now and then, not above <paramref name="most"/>.</summary>
    public decimal Price(decimal least, decimal most)
    {
        var price = least + ((decimal)random.NextDouble() * (most - least));
        var rounded = price > 20 ? decimal.Floor(price) : decimal.Round(price, 2, MidpointRounding.ToZero);
        return Math.Max(0.05m, rounded);
    }

    public string Letters(string alphabet, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => alphabet[random.Next(alphabet.Length)]));
}
