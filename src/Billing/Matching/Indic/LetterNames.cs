namespace MediAgents.Billing.Matching.Indic;

/// <summary>Reads abbreviations that an Indian script spells by the names of English letters: "सीबीसी" is C, B, C.</summary>
internal static class LetterNames
{
    private const int MostReadings = 64;

    /// <summary>The names by sound. Tamil writes p and b, t and d, g and k alike; a name that begins another stands behind it.</summary>
    private static readonly (string Sound, string Letters)[] Names =
    [
        ("dablyu", "w"), ("dabalyu", "w"), ("tapilyu", "w"), ("eks", "x"), ("eic", "h"), ("hec", "h"), ("ec", "h"),
        ("kyu", "q"), ("kiu", "q"), ("vai", "y"), ("jed", "z"), ("jet", "z"), ("ised", "z"), ("jei", "j"), ("je", "j"), ("ke", "k"), ("kei", "k"),
        ("ef", "f"), ("ep", "f"), ("el", "l"), ("em", "m"), ("en", "n"), ("ar", "r"), ("es", "s"), ("yu", "u"), ("iu", "u"), ("ai", "i"),
        ("bi", "b"), ("si", "c"), ("ci", "c"), ("di", "d"), ("ji", "g"), ("pi", "p"), ("ti", "t"), ("vi", "v"), ("ei", "a"), ("o", "o"), ("e", "a"), ("i", "e"),
    ];

    /// <summary>In Tamil a name may be that of the other letter too.</summary>
    private static readonly Dictionary<char, string> InTamil = new() { ['p'] = "pb", ['t'] = "td", ['c'] = "c", ['k'] = "k" };

    /// <summary>Every way to read the sound as letters, digits kept where they stand.</summary>
    public static IEnumerable<string> Readings(string sound, bool isTamil)
    {
        var readings = new List<string>();
        Read(sound, 0, "", isTamil, readings);
        return readings;
    }

    private static void Read(string sound, int at, string read, bool isTamil, List<string> readings)
    {
        while (at < sound.Length && sound[at] == IndicScript.Inherent)
            at++;
        if (at == sound.Length)
        {
            if (read.Length > 0)
                readings.Add(read);
            return;
        }

        if (readings.Count >= MostReadings || read.Length > 8)
            return;
        if (char.IsAsciiDigit(sound[at]))
        {
            Read(sound, at + 1, read + sound[at], isTamil, readings);
            return;
        }

        foreach (var (name, letters) in Names)
        {
            if (Behind(sound, at, name) is not { } behind)
                continue;
            foreach (var letter in isTamil && InTamil.TryGetValue(letters[0], out var either) ? either : letters)
                Read(sound, behind, read + letter, isTamil, readings);
        }
    }

    /// <summary>Where the name ends that begins at <paramref name="at"/>, silent vowels inside it passed over. Null if another begins there.</summary>
    private static int? Behind(string sound, int at, string name)
    {
        foreach (var letter in name)
        {
            while (at < sound.Length && sound[at] == IndicScript.Inherent && letter != 'a')
                at++;
            if (at >= sound.Length || sound[at] != letter && !(letter == 'a' && sound[at] == IndicScript.Inherent))
                return null;
            at++;
        }

        return at;
    }
}
