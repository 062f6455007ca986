namespace MediAgents.Billing.Matching.Indic;

/// <summary>
/// What Tamil joins to a word: the consonant that links it to the next one ("இரத்தப் பிரிவு"), the endings of cases and plurals
/// ("காலுக்கு", "அணுக்களின்"), and other words ("சிறுநீரகக்கல்").
/// </summary>
internal static class TamilWord
{
    private const char Virama = '\u0BCD';
    private const char LastSign = '\u0BCC';
    private const char FirstSign = '\u0BBE';
    private const int ShortestStem = 3;
    private const int MostEndings = 3;

    /// <summary>Endings by case, in several spellings; the plural's may stand before any of them.</summary>
    private static readonly (string Ending, string[] Instead)[] Endings =
    [
        ("ங்கள்", ["ம்"]), ("க்கள்", [""]), ("ற்கள்", ["ல்"]), ("ட்கள்", ["ள்"]), ("கள்", [""]),
        ("த்தின்", ["ம்"]), ("ற்றின்", ["று"]), ("யின்", [""]), ("வின்", [""]), ("ின்", ["்", "ு"]),
        ("த்தில்", ["ம்"]), ("ற்றில்", ["று"]), ("யில்", [""]), ("வில்", [""]), ("ில்", ["்", "ு"]),
        ("த்திற்கு", ["ம்"]), ("த்துக்கு", ["ம்"]), ("ற்றுக்கு", ["று"]), ("ிற்கு", ["்", "ு"]), ("ுக்கு", ["்", "ு"]), ("க்கு", [""]),
        ("த்திற்கான", ["ம்"]), ("த்துக்கான", ["ம்"]), ("ிற்கான", ["்", "ு"]), ("ுக்கான", ["்", "ு"]), ("க்கான", [""]),
        ("த்துடன்", ["ம்"]), ("யுடன்", [""]), ("வுடன்", [""]), ("ுடன்", ["்", "ு"]),
        ("த்தை", ["ம்"]), ("யை", [""]), ("ை", ["்", "ு"]), ("த்தால்", ["ம்"]), ("யால்", [""]), ("ால்", ["்", "ு"]),
        ("த்து", ["ம்"]), ("ற்று", ["று"]), ("ும்", ["்", "ு"]), ("யும்", [""]),
    ];

    private static readonly string[] NativeEndings = ["தல்", "ப்பு", "க்கை", "ப்பட்ட"];

    private static readonly string[] KeyEndings =
    [
        "த்திற்கான", "த்துக்கான", "த்திற்கு", "த்துக்கு", "த்துடன்", "த்தின்", "த்தில்", "ுக்கான", "ிற்கான", "க்கான", "ங்களின்", "ங்களுக்கு", "ங்கள்",
        "களுக்கு", "களின்", "களில்", "களுடன்", "கள்", "ுக்கு", "ிற்கு", "க்கு", "ுடன்", "யுடன்", "யின்", "யில்", "ின்", "ில்", "ுதல்", "ும்", "ம்",
    ];

    /// <summary>True for a word with a letter that no English word is written with, or the ending of a verb: it has no sound to be read by.</summary>
    public static bool IsNative(string word) =>
        word.AsSpan().ContainsAny('ழ', 'ற') || Array.Exists(NativeEndings, ending => Unlinked(word).EndsWith(ending, StringComparison.Ordinal));

    /// <summary>The letter த is the th of "therapy"; the t and d of English are written with ட.</summary>
    public static bool MaySound(string word, string english) =>
        !word.Contains('த', StringComparison.Ordinal) || english.Contains("th", StringComparison.Ordinal);

    /// <summary>The word without the consonant that links it to the next.</summary>
    public static string Unlinked(string word) =>
        word.Length > ShortestStem + 1 && word[^1] == Virama && word[^2] is 'க' or 'ச' or 'த' or 'ப' && word[^3] != Virama ? word[..^2] : word;

    /// <summary>What the word may be without its endings, the shortest cut first. The word itself is not among them.</summary>
    public static IEnumerable<string> Stems(string word)
    {
        List<string> stems = [word];
        for (var (depth, from) = (0, 0); depth < MostEndings; depth++)
        {
            var to = stems.Count;
            for (; from < to; from++)
            {
                foreach (var stem in Shorter(stems[from]))
                {
                    if (stems.Contains(stem))
                        continue;
                    stems.Add(stem);
                    yield return stem;
                }
            }
        }
    }

    /// <summary>
    /// What the forms of one word have in common: "நீக்கம்", "நீக்குதல்" and "நீக்கும்", "காலில்" and "காலுக்கு". Only terms are compared
    /// by it, so that it need not be a word. What is not Tamil is its own.
    /// </summary>
    public static string Key(string word)
    {
        if (word.Length <= ShortestStem || !IndicScript.IsTamil(word[0]))
            return word;
        var key = Unlinked(word);
        foreach (var ending in KeyEndings)
        {
            if (key.Length < ending.Length + ShortestStem || !key.EndsWith(ending, StringComparison.Ordinal))
                continue;
            key = key[..^ending.Length];
            break;
        }

        // A doubled consonant and what follows it carry the form: "அகற்றல்", "பொருத்தல்".
        if (key.Length > 5 && key.EndsWith("ல்", StringComparison.Ordinal) && key[^4] == Virama)
            key = key[..^2];
        if (key.Length > ShortestStem && (key[^1] == Virama || key[^1] is 'ு' or 'ை' or 'ா' or 'ி' && key.Length > ShortestStem + 1))
            key = key[..^1];
        return key;
    }

    /// <summary>Both parts of every way to cut a compound in two, the longest first part first.</summary>
    public static IEnumerable<(string First, string Second)> Parts(string word)
    {
        for (var at = word.Length - ShortestStem; at >= ShortestStem; at--)
        {
            if (word[at] is < FirstSign or > LastSign && word[at] != Virama)
                yield return (word[..at], word[at..]);
        }
    }

    private static IEnumerable<string> Shorter(string word)
    {
        if (Unlinked(word) is { } unlinked && unlinked.Length < word.Length)
            yield return unlinked;
        foreach (var (ending, instead) in Endings)
        {
            if (word.Length <= ending.Length || !word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            foreach (var last in instead)
            {
                if (Single(word[..^ending.Length] + last) is { Length: >= ShortestStem } stem)
                    yield return stem;
            }
        }

        // "இரத்த" is what "இரத்தம்" becomes before another word.
        if (word[^1] is >= 'க' and <= 'ஹ')
            yield return word + "ம்";
    }

    /// <summary>An ending doubles the last consonant of a short word and of an English one: "பல்லில்", "கான்ட்ராஸ்ட்டுடன்".</summary>
    private static string Single(string stem) =>
        stem.Length > 3 && stem[^1] == Virama && stem[^3] == Virama && stem[^2] == stem[^4] ? stem[..^2] : stem;
}
