namespace MediAgents.Billing.Reading;

/// <summary>
/// Finds wordings in Hindi, Bengali and Tamil: as written, else by their consonants alone where these decide. Blanks inside and
/// between words do not count.
/// </summary>
internal sealed class IndicWords<TMeaning>
    where TMeaning : struct
{
    private const int Longest = 80;

    private readonly Dictionary<string, TMeaning> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TMeaning?> skeletons = new(StringComparer.Ordinal);

    /// <param name="wordings">A meaning and its wordings, parted by bars.</param>
    public IndicWords(params ReadOnlySpan<(TMeaning Meaning, string Wordings)> wordings)
    {
        foreach (var (meaning, list) in wordings)
        {
            foreach (var wording in list.Split('|'))
            {
                written[IndicText.Exact(wording)] = meaning;
                var skeleton = IndicText.Skeleton(wording);
                if (skeleton.Length > 1)
                    skeletons[skeleton] = skeletons.TryGetValue(skeleton, out var other) && !meaning.Equals(other) ? null : meaning;
            }
        }
    }

    /// <summary>The meaning of the whole text; null if it is none or if its consonants fit two.</summary>
    public TMeaning? Find(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest || !IndicText.IsIn(text))
            return null;
        if (written.TryGetValue(IndicText.Exact(text), out var meaning))
            return meaning;
        return skeletons.GetValueOrDefault(IndicText.Skeleton(text));
    }
}
