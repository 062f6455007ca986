namespace MediAgents.Billing.Matching;

/// <summary>Finds the services of which a description is a name as a whole, word for word or in canonical words of any order.</summary>
internal sealed class KnownNames
{
    private readonly Dictionary<string, List<int>> byTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byWording = new(StringComparer.Ordinal);

    /// <summary>Makes a description of these words, in their order, mean the service; the first to be added wins.</summary>
    public void AddWording(IReadOnlyList<string> words, int service)
    {
        byWording.TryAdd(string.Join(' ', words), service);
        List<string> stripped = [.. words];
        BillFurniture.StripCharge(stripped);
        if (stripped.Count < words.Count)
            byWording.TryAdd(string.Join(' ', stripped), service);
    }

    /// <summary>Makes a description of these words mean the service.</summary>
    public void AddTokens(List<string> tokens, int service)
    {
        var key = Key(tokens);
        if (!byTokens.TryGetValue(key, out var same))
            byTokens[key] = same = [];
        if (!same.Contains(service))
            same.Add(service);
    }

    /// <summary>The words of a name in one form, whatever its case and punctuation.</summary>
    public static string Verbatim(string name) => string.Join(' ', Wording.Split(name));

    public int? ByWording(string plain) => byWording.TryGetValue(plain, out var service) ? service : null;

    /// <summary>More than one where names differ only in order or in words that say nothing.</summary>
    public IReadOnlyList<int> ByTokens(List<string> tokens) => byTokens.TryGetValue(Key(tokens), out var services) ? services : [];

    private static string Key(List<string> tokens)
    {
        var sorted = tokens.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        return string.Join(' ', sorted);
    }
}
