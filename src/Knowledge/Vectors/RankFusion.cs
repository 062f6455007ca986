namespace MediAgents.Knowledge.Vectors;

/// <summary>
/// Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): an entry counts 1/(60 + rank) in each ranking that has it.
/// It needs ranks only, so rankings of different scales can be joined.
/// </summary>
public static class RankFusion
{
    private const double Damping = 60;

    /// <summary>The entries of all rankings, best first; of equals the one that an earlier ranking has first.</summary>
    public static IReadOnlyList<T> Of<T>(params IReadOnlyList<IReadOnlyList<T>> rankings)
        where T : notnull
    {
        var worth = new Dictionary<T, double>();
        var order = new List<T>();
        foreach (var ranking in rankings)
        {
            for (var rank = 0; rank < ranking.Count; rank++)
            {
                if (!worth.TryGetValue(ranking[rank], out var sum))
                    order.Add(ranking[rank]);
                worth[ranking[rank]] = sum + 1 / (Damping + rank + 1);
            }
        }

        return [.. order.OrderByDescending(one => worth[one])];
    }
}
