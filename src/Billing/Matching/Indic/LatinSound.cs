using System.Text;

namespace MediAgents.Billing.Matching.Indic;

/// <summary>English medical words as the sounds that Indian scripts write them with, in the letters of <see cref="IndicScript.SoundOf"/>.</summary>
internal static class LatinSound
{
    /// <summary>A word has several where spelling leaves the sound open: ch of "chest" and of "cholesterol", g of "gene" and of "gear".</summary>
    public static IEnumerable<string> Of(string word)
    {
        var hard = Sound(word, hardCh: true, softG: true);
        var soft = Sound(word, hardCh: false, softG: true);
        var hardG = Sound(word, hardCh: false, softG: false);
        // The names of enzymes are written as they are spoken in India: lipase as "laipez".
        string[] enzyme = word.Length > 5 && word.EndsWith("ase", StringComparison.Ordinal) ? [Sound($"{word[..^3]}ez", hardCh: true, softG: true)] : [];
        return enzyme.Concat([hard, soft, hardG]).Distinct(StringComparer.Ordinal);
    }

    private static string Sound(string word, bool hardCh, bool softG)
    {
        var sound = new StringBuilder(word.Length + 2);
        for (var i = 0; i < word.Length;)
            i += Append(word, i, sound, hardCh, softG);
        return sound.ToString();
    }

    private static int Append(string word, int i, StringBuilder sound, bool hardCh, bool softG)
    {
        var rest = word.AsSpan(i);
        foreach (var (letters, said) in Groups)
        {
            if (rest.Length == 2 && letters == "ea" || !rest.StartsWith(letters, StringComparison.Ordinal))
                continue;
            Add(sound, said);
            return letters.Length;
        }

        if (rest.SequenceEqual("ea"))
        {
            Add(sound, "ia");
            return 2;
        }

        if (i == 0 && (rest.StartsWith("ps") || rest.StartsWith("pn") || rest.StartsWith("kn")))
            return 1;
        if (rest.StartsWith("ch"))
        {
            Add(sound, hardCh ? "k" : "c");
            return 2;
        }

        var next = i + 1 < word.Length ? word[i + 1] : ' ';
        var isSoft = next is 'e' or 'i' or 'y';
        switch (word[i])
        {
            case 'c':
                Add(sound, isSoft ? "s" : "k");
                break;
            case 'g':
                Add(sound, isSoft && softG ? "j" : "g");
                break;
            case 'q':
                Add(sound, "k");
                break;
            case 'x':
                Add(sound, i == 0 ? "j" : "ks");
                break;
            case 'z':
                Add(sound, "j");
                break;
            case 'w':
                Add(sound, "v");
                break;
            case 'y':
                Add(sound, i == 0 ? "y" : "i");
                break;
            // A last e is silent.
            case 'e' when i == word.Length - 1 && word.Length > 3:
                break;
            default:
                Add(sound, word[i].ToString());
                break;
        }

        return 1;
    }

    private static readonly (string Letters, string Said)[] Groups =
    [
        ("tion", "san"), ("sion", "san"), ("cious", "sas"), ("tious", "sas"), ("sch", "sk"), ("dge", "j"), ("ck", "k"), ("qu", "kv"),
        ("ph", "f"), ("gh", "g"), ("kh", "k"), ("rh", "r"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("sh", "s"), ("wh", "v"),
        ("ee", "i"), ("ea", "i"), ("oo", "u"), ("ae", "e"), ("oe", "e"), ("ay", "e"), ("ou", "au"),
    ];

    /// <summary>Doubled letters are one sound.</summary>
    private static void Add(StringBuilder sound, string said)
    {
        foreach (var letter in said)
        {
            if (sound.Length == 0 || sound[^1] != letter)
                sound.Append(letter);
        }
    }
}
