using System.Text;

namespace MediAgents.Billing.Matching.Indic;

/// <summary>What Hindi does to a word: several spellings of one, and the endings of case, number and gender.</summary>
internal static class HindiWord
{
    /// <summary>
    /// How far by sound, see <see cref="SoundIndex.Find"/>, an English word may be. Hindi writes English as it sounds, and its own words
    /// come near many English ones: "सरकारी" (of the government) is no "surgery".
    /// </summary>
    public const float MostDistance = 0.14f;

    private const char Virama = '\u094D';

    private static readonly string[] Endings = ["ियों", "ियां", "ाओं", "ुओं", "ाएं", "ओं", "एं", "ों", "ें", "ां", "ा", "े", "ि"];

    /// <summary>Endings with what the dictionary has in their place.</summary>
    private static readonly (string Ending, string Instead)[] Inflections =
        [("ियों", "ि"), ("ियां", "ि"), ("ों", "ा"), ("ों", ""), ("ओं", ""), ("ें", ""), ("एं", ""), ("े", "ा"), ("ि", "ा")];

    public static bool IsHindi(char c) => c is >= '\u0900' and < '\u0980';

    /// <summary>
    /// A key that spellings of one word share: without the dot below and the visarga, the moon over a nasal vowel as a dot, i and u short,
    /// a nasal before a consonant as a dot. "टाँका" and "टांका", "सम्पूर्ण" and "संपूर्ण", "डॉक्टर" and "डाक्टर" are one.
    /// </summary>
    /// <param name="word">Normalized, see <see cref="IndicScript.Normalized"/>; what is not Devanagari stays as it is.</param>
    public static string Key(string word)
    {
        var key = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var isNasal = word[i] is 'ङ' or 'ञ' or 'ण' or 'न' or 'म' && i + 2 < word.Length && word[i + 1] == Virama && IsHindi(word[i + 2]);
            if (word[i] is not ('\u093C' or '\u0903'))
                key.Append(isNasal ? '\u0902' : Alike(word[i]));
            i += isNasal ? 1 : 0;
        }

        return key.ToString();
    }

    /// <summary>A key without the ending, alike for every case: no word of its own.</summary>
    public static string Stem(string key) =>
        key.Length > 2 && Array.Find(Endings, ending => key.Length > ending.Length + 1 && key.EndsWith(ending, StringComparison.Ordinal)) is { } found
            ? key[..^found.Length] : key;

    /// <summary>The keys of the words that this may be a form of, itself first.</summary>
    public static IEnumerable<string> Roots(string key)
    {
        yield return key;
        foreach (var (ending, instead) in Inflections)
        {
            if (key.Length > ending.Length + 2 && key.EndsWith(ending, StringComparison.Ordinal))
                yield return key[..^ending.Length] + instead;
        }
    }

    private static char Alike(char c) => c switch
    {
        '\u0901' => '\u0902',
        'ई' => 'इ',
        'ऊ' => 'उ',
        'ऑ' => 'आ',
        '\u0940' => '\u093F',
        '\u0942' => '\u0941',
        '\u0949' => '\u093E',
        _ => c,
    };
}
