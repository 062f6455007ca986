using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>
/// Brand names of the Indian market and the generic names behind them. The table is general market knowledge; it says what a medicine
/// is, never what it costs: strength and form must stand on the bill. "Dolo 650" prints its strength: the number is one the brand is sold by.
/// </summary>
internal static class Brands
{
    private const int MostWords = 3;

    private static readonly Lazy<Dictionary<string, Brand>> Known = new(Load);

    /// <summary>Every brand, in small letters, and what it contains.</summary>
    public static IEnumerable<string> Names => Known.Value.SelectMany(brand => (string[])[brand.Key, brand.Value.Generic]);

    /// <summary>The wording with each brand replaced by what it contains, "Amoxicillin + Clavulanic acid 500 mg + 125 mg". Without a brand, or without any form or strength beside it, as it is.</summary>
    public static string Expand(string description)
    {
        var words = description.Split([' ', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            for (var taken = Math.Min(MostWords, words.Length - i); taken > 0; taken--)
            {
                if (Known.Value.TryGetValue(Key(words.AsSpan(i, taken)), out var brand) && !(brand.IsFluid && !words.AsSpan(0, i).ToArray().All(IsForm)))
                    return Replaced(description, words, i, taken, brand);
            }

            // "DOLO650" and "Pan-40" are written together.
            if (Apart(words[i]) is var (name, label) && Known.Value.TryGetValue(name, out var joined) && joined.Labels.TryGetValue(label, out var strength))
                return Join(words.AsSpan(0, i), joined.Generic, strength, words.AsSpan(i + 1));
        }

        return description;
    }

    private static string Replaced(string description, string[] words, int at, int taken, Brand brand)
    {
        var behind = words.AsSpan(at + taken);
        if (behind.Length > 0 && brand.Labels.TryGetValue(Label(behind[0]), out var strength) && !(behind.Length > 1 && IsCount(behind[1])))
            return Join(words.AsSpan(0, at), brand.Generic, strength, IsUnit(behind.Length > 1 ? behind[1] : "") ? behind[2..] : behind[1..]);
        var dosage = Dosage.Parse(description);
        return dosage.Form == DosageForm.Unknown && dosage.Strengths.Count == 0 && !(brand.IsFluid && dosage.VolumeMl is not null) ? description : Join(words.AsSpan(0, at), brand.Generic, "", behind);
    }

    private static bool IsForm(string word) => DosageWords.FormOf([word.TrimEnd('.').ToLowerInvariant()]) != DosageForm.Unknown;

    private static string Join(ReadOnlySpan<string> before, string generic, string strength, ReadOnlySpan<string> behind) =>
        string.Join(' ', [.. before, generic, strength, .. behind]);

    /// <summary>"650mg" and "650" are one label.</summary>
    private static string Label(string word) => word.EndsWith("mg", StringComparison.OrdinalIgnoreCase) ? word[..^2] : word;

    private static bool IsUnit(string word) => word.Equals("mg", StringComparison.OrdinalIgnoreCase) || word.Equals("mcg", StringComparison.OrdinalIgnoreCase);

    private static bool IsCount(string word) => word.TrimStart('\'').ToLowerInvariant() is "s" or "tab" or "tabs" or "cap" or "caps" or "ml" or "strip" or "strips" or "x";

    /// <summary>A name and the number behind it.</summary>
    private static (string Name, string Label) Apart(string word)
    {
        var digits = word.Length;
        while (digits > 0 && (char.IsAsciiDigit(word[digits - 1]) || word[digits - 1] == '.'))
            digits--;
        return (Folded(word[..digits].TrimEnd('-')), word[digits..]);
    }

    private static string Key(ReadOnlySpan<string> words) => Folded(string.Join(' ', words!));

    /// <summary>"N.S." is "NS": the dots of initials.</summary>
    private static string Folded(string name)
    {
        var plain = name.Replace('-', ' ').Trim().TrimEnd('.');
        return (plain.Length > 2 && plain[1] == '.' && char.IsLetter(plain[2]) ? plain.Replace(".", "", StringComparison.Ordinal) : plain).ToLowerInvariant();
    }

    private static Dictionary<string, Brand> Load()
    {
        var brands = new Dictionary<string, Brand>(StringComparer.Ordinal);
        foreach (var row in EmbeddedTable.Load("brands.csv").Rows)
        {
            var labels = row[2].Split('|', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
            brands.TryAdd(Folded(row[0]), new(row[1], labels));
        }

        return brands;
    }

    private sealed record Brand(string Generic, Dictionary<string, string> Labels)
    {
        /// <summary>An infusion whose name says its strength: "NS" is 0.9 %. A name so short is one only where it begins the wording.</summary>
        public bool IsFluid { get; } = Generic.Contains('%', StringComparison.Ordinal);
    }
}
