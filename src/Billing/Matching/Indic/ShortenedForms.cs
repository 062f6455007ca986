namespace MediAgents.Billing.Matching.Indic;

/// <summary>
/// Pharmacies shorten the form before a medicine's name to its first sounds, each in its own way: "টা.", "ক্যা.", "टै.", "இஞ்ச.". In front of
/// a strength such a stump is the form that begins with its consonants.
/// </summary>
internal static class ShortenedForms
{
    private static readonly HashSet<string> Measures = ["mg", "mcg", "g", "gm", "gms", "ml", "iu", "%", "units"];

    /// <summary>Forms by the consonants of their names, see <see cref="Consonants"/>, with the fewest that tell one from other words.</summary>
    private static readonly (string Form, string Consonants, char? Vowel, int Fewest)[] Forms =
        [("tablet", "tplt", null, 1), ("capsule", "kpsl", null, 1), ("injection", "nsksn", 'i', 1), ("syrup", "srp", null, 2)];

    /// <summary>The form that a wording's first word is short for; null where it is none, or the name of a letter.</summary>
    /// <param name="words">The words of the wording, digits in ASCII.</param>
    public static string? Of(IReadOnlyList<string> words)
    {
        if (words.Count < 3 || !IndicScript.HasAny(words[0]) || !words.Any(IsMeasure))
            return null;
        var sound = IndicScript.SoundOf(words[0]);
        if (sound.Length == 0 || LetterNames.Readings(sound, IndicScript.IsTamil(words[0][0])).Any(reading => reading.Length == 1))
            return null;
        var consonants = Consonants(sound);
        var first = sound[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? sound[0] : (char?)null;
        return Array.Find(Forms, form => consonants.Length >= form.Fewest && first == form.Vowel && form.Consonants.StartsWith(consonants, StringComparison.Ordinal)).Form;
    }

    /// <summary>"500mg" and the "mg" of "500 mg".</summary>
    private static bool IsMeasure(string word) => Measures.Contains(word.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.').ToLowerInvariant());

    /// <summary>The consonants by where they are spoken, vowels and what colours them left out.</summary>
    private static string Consonants(string sound) => string.Concat(sound.Select(letter => letter switch
    {
        'k' or 'g' => "k",
        't' or 'd' => "t",
        'p' or 'b' or 'f' or 'v' => "p",
        's' or 'c' or 'j' => "s",
        'n' or 'm' or 'r' or 'l' => letter.ToString(),
        _ => "",
    }));
}
