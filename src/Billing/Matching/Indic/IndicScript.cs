using System.Text;

namespace MediAgents.Billing.Matching.Indic;

/// <summary>
/// Devanagari, Bengali and Tamil letters as sounds. Unicode lays the three scripts out alike (after ISCII, IS 13194:1991), so one table
/// by place in the block serves them all; where a script differs it says so below.
/// </summary>
internal static class IndicScript
{
    /// <summary>The vowel that a consonant carries when none is written; it may be silent.</summary>
    public const char Inherent = '_';

    private const int BlockSize = 0x80;
    private const int Devanagari = 0x0900;
    private const int Bengali = 0x0980;
    private const int Tamil = 0x0B80;

    private const int Aytham = 0x03;
    private const int Pa = 0x2A;
    private const int Ya = 0x2F;
    private const int Nukta = 0x3C;
    private const int Virama = 0x4D;

    private static readonly Dictionary<int, string> Vowels = new()
    {
        [0x05] = "a", [0x06] = "a", [0x07] = "i", [0x08] = "i", [0x09] = "u", [0x0A] = "u", [0x0B] = "ri", [0x0D] = "e", [0x0E] = "e",
        [0x0F] = "e", [0x10] = "ai", [0x11] = "o", [0x12] = "o", [0x13] = "o", [0x14] = "au",
    };

    private static readonly Dictionary<int, string> Signs = new()
    {
        [0x3E] = "a", [0x3F] = "i", [0x40] = "i", [0x41] = "u", [0x42] = "u", [0x43] = "ri", [0x45] = "e", [0x46] = "e", [0x47] = "e",
        [0x48] = "a", [0x49] = "o", [0x4A] = "o", [0x4B] = "o", [0x4C] = "au", [0x57] = "u",
    };

    private static readonly string Consonants = "kkggn" + "ccjjn" + "ttddn" + "ttddn" + "npfbbm" + "yrrlllvsssh";

    /// <summary>True for a letter, sign or digit of one of the three scripts.</summary>
    public static bool Has(char c) => c is >= (char)Devanagari and < (char)(Bengali + BlockSize) or >= (char)Tamil and < (char)(Tamil + BlockSize);

    public static bool HasAny(string text)
    {
        foreach (var c in text)
        {
            if (Has(c))
                return true;
        }

        return false;
    }

    public static bool IsTamil(char c) => c is >= (char)Tamil and < (char)(Tamil + BlockSize);

    /// <summary>
    /// One spelling for what looks alike, without joiners; a blank inside a conjunct, which PDF readers put there, is taken out:
    /// in Devanagari and Bengali no word of a bill ends with the sign that joins two consonants.
    /// </summary>
    public static string Normalized(string text)
    {
        var composed = text.Normalize(NormalizationForm.FormC);
        var plain = new StringBuilder(composed.Length);
        for (var i = 0; i < composed.Length; i++)
        {
            if (composed[i] is '\u200C' or '\u200D')
                continue;
            if (composed[i] == ' ' && plain.Length > 0 && plain[^1] is '\u094D' or '\u09CD' && i + 1 < composed.Length && Has(composed[i + 1]))
                continue;
            plain.Append(composed[i]);
        }

        return plain.ToString();
    }

    /// <summary>The sounds of a word in Latin letters: <c>aeiou kg cj td n pbfv m y r l s h</c> and <see cref="Inherent"/>.</summary>
    public static string SoundOf(string word)
    {
        var sound = new StringBuilder(word.Length * 2);
        for (var i = 0; i < word.Length; i++)
        {
            var place = word[i] % BlockSize;
            var next = i + 1 < word.Length && Has(word[i + 1]) ? word[i + 1] % BlockSize : -1;
            if (!Has(word[i]))
            {
                sound.Append(char.ToLowerInvariant(word[i]));
            }
            else if (Vowels.TryGetValue(place, out var vowel))
            {
                // Bengali has no v: it writes o and y for it.
                var isV = place is 0x13 or 0x09 && word[i] / BlockSize == Bengali / BlockSize && next is 0x5F;
                sound.Append(isV ? "v" : vowel);
                i += isV ? 1 : 0;
            }
            else if (Signs.TryGetValue(place, out var sign))
            {
                sound.Append(sign);
            }
            else if (place is 0x01 or 0x02)
            {
                sound.Append('n');
            }
            else if (place == Aytham && next == Pa && IsTamil(word[i]))
            {
                sound.Append('f');
                i++;
                AddInherent(word, i, sound);
            }
            else if (ConsonantAt(word, ref i) is { } consonant)
            {
                if (sound.Length == 0 || sound[^1] != consonant)
                    sound.Append(consonant);
                AddInherent(word, i, sound);
            }
        }

        if (sound.Length > 1 && sound[^1] == Inherent)
            sound.Length--;
        return sound.ToString();
    }

    private static char? ConsonantAt(string word, ref int i)
    {
        var place = word[i] % BlockSize;
        var isBengali = word[i] / BlockSize == Bengali / BlockSize;
        var dotted = i + 1 < word.Length && Has(word[i + 1]) && word[i + 1] % BlockSize == Nukta;
        if (dotted)
            i++;
        switch (place)
        {
            case 0x4E when isBengali:
                return 't';
            case 0x58 or 0x59:
                return 'k';
            case 0x5A:
                return 'g';
            case 0x5B:
                return 'j';
            case 0x5C or 0x5D:
                return 'r';
            case 0x5E:
                return 'f';
            case 0x5F:
                return 'y';
            case 0x21 or 0x22 when dotted:
                return 'r';
            case 0x2D when isBengali:
                return 'v';
            // The sign that follows another consonant only colours the vowel.
            case Ya when isBengali:
                return i > 0 && Has(word[i - 1]) && word[i - 1] % BlockSize == Virama ? null : dotted ? 'y' : 'j';
            default:
                return place is >= 0x15 and <= 0x39 ? Consonants[place - 0x15] : null;
        }
    }

    private static void AddInherent(string word, int i, StringBuilder sound)
    {
        var next = i + 1 < word.Length && Has(word[i + 1]) ? word[i + 1] % BlockSize : -1;
        if (next != Virama && !Signs.ContainsKey(next))
            sound.Append(Inherent);
    }
}
