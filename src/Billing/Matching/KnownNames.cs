using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>Finds rows whose whole name a description is, word for word or in canonical words of any order.</summary>
internal sealed class KnownNames
{
    private readonly Dictionary<string, List<int>> byTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byWording = new(StringComparer.Ordinal);

    public KnownNames(IReadOnlyList<CghsRate> rates, IReadOnlyList<List<string>> tokens)
    {
        for (var i = 0; i < rates.Count; i++)
        {
            byWording.TryAdd(Verbatim(rates[i].Name), i);
            var key = Key(tokens[i]);
            if (!byTokens.TryGetValue(key, out var same))
                byTokens[key] = same = [];
            same.Add(i);
        }
    }

    public static string Verbatim(string name) => string.Join(' ', Wording.Split(name));

    public int? ByWording(string plain) => byWording.TryGetValue(plain, out var row) ? row : null;

    /// <summary>More than one where the tariff's names differ only in order or in words that say nothing.</summary>
    public IReadOnlyList<int> ByTokens(List<string> tokens) => byTokens.TryGetValue(Key(tokens), out var rows) ? rows : [];

    private static string Key(List<string> tokens)
    {
        var sorted = tokens.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        return string.Join(' ', sorted);
    }
}
