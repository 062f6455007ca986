namespace MediAgents.Billing.Matching.Indic;

/// <summary>A word that a sound spells, and how far it is from it: 0 is the same sound.</summary>
internal readonly record struct Heard(string Word, float Distance);

/// <summary>Finds the English word that a word in an Indian script spells by its sound.</summary>
internal sealed class SoundIndex
{
    /// <summary>Distance of sounds for each letter of the longer one up to which two words are one, and by how much the next must be farther.</summary>
    private const float Most = 0.24f;
    private const float Clear = 0.03f;

    private const int Shortest = 3;
    private const int MuchOftener = 3;

    /// <summary>Consonants from which on one of them may be another, or missing.</summary>
    private const int LongEnoughToErr = 4;

    /// <summary>What is found where two words are equally near.</summary>
    private static readonly Entry Unclear = new("", "", "", 0);

    private readonly Dictionary<string, List<Entry>> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> byShortenedKey = new(StringComparer.Ordinal);

    /// <param name="words">Every word as often as the lists have it: of two that sound alike the usual one is meant.</param>
    /// <param name="meaning">Two words of one meaning are not two answers.</param>
    public SoundIndex(IEnumerable<string> words, Func<string, string> meaning)
    {
        foreach (var word in words.GroupBy(word => word, StringComparer.Ordinal))
        {
            // Without a vowel it is an abbreviation, and spoken by the names of its letters.
            if (word.Key.Length < Shortest || !word.Key.All(char.IsAsciiLetterLower) || word.Key.IndexOfAny(['a', 'e', 'i', 'o', 'u', 'y']) < 0)
                continue;
            foreach (var sound in LatinSound.Of(word.Key))
                Add(new(word.Key, sound, meaning(word.Key), word.Count()));
        }

        foreach (var key in byKey.Keys)
        {
            foreach (var shortened in Shortened(key))
            {
                if (!byShortenedKey.TryGetValue(shortened, out var keys))
                    byShortenedKey[shortened] = keys = new(StringComparer.Ordinal);
                keys.Add(key);
            }
        }
    }

    /// <summary>Null if none sounds like it or two words of different meaning do.</summary>
    /// <param name="sound">In the letters of <see cref="IndicScript.SoundOf"/>.</param>
    /// <param name="isTamil">Tamil does not tell k from g, t from d, p from b.</param>
    /// <param name="most">How far the word may be, at most <see cref="Most"/>.</param>
    public Heard? Find(string sound, bool isTamil, float most = Most)
    {
        var key = Key(sound);
        if (key.Length < 2)
            return null;
        var length = sound.Count(letter => letter != IndicScript.Inherent);
        Entry? best = null;
        var distance = float.MaxValue;
        foreach (var entry in NearKeys(key).SelectMany(near => byKey[near]))
        {
            var away = Distance(sound, entry.Sound, isTamil) / Math.Max(length, entry.Sound.Length);
            if (away > most)
                continue;
            if (best is not null && best.Meaning != entry.Meaning && Math.Abs(away - distance) < Clear)
            {
                if (best.Count >= MuchOftener * entry.Count)
                    continue;
                if (entry.Count < MuchOftener * best.Count)
                    (best, distance) = (Unclear, Math.Min(away, distance));
                else
                    (best, distance) = (entry, away);
            }
            else if (away < distance)
            {
                (best, distance) = (entry, away);
            }
        }

        return best is null || best == Unclear ? null : new(best.Word, distance);
    }

    private void Add(Entry entry)
    {
        var key = Key(entry.Sound);
        if (key.Length < 2)
            return;
        if (!byKey.TryGetValue(key, out var list))
            byKey[key] = list = [];
        list.Add(entry);
    }

    private HashSet<string> NearKeys(string key)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (byKey.ContainsKey(key))
            keys.Add(key);
        if (key.Length < LongEnoughToErr)
            return keys;
        if (byShortenedKey.TryGetValue(key, out var longer))
            keys.UnionWith(longer);
        foreach (var shortened in Shortened(key))
        {
            if (byKey.ContainsKey(shortened))
                keys.Add(shortened);
            if (byShortenedKey.TryGetValue(shortened, out var changed))
                keys.UnionWith(changed);
        }

        keys.RemoveWhere(other => other[0] != key[0]);
        return keys;
    }

    private static IEnumerable<string> Shortened(string key)
    {
        for (var i = 0; key.Length > 2 && i < key.Length; i++)
            yield return key.Remove(i, 1);
    }

    /// <summary>The consonants by where they are spoken, which survives every transliteration; a first vowel is kept as one.</summary>
    private static string Key(string sound)
    {
        var key = new List<char>(sound.Length);
        for (var i = 0; i < sound.Length; i++)
        {
            var place = Class(sound[i]);
            if (place == 'M' && i + 1 < sound.Length && Class(sound[i + 1]) == 'P')
                place = 'N';
            if (i == 0 && sound[i] == 'y')
                key.Add('A');
            else if (IsVowel(sound[i]) ? i == 0 : (place != 'H' || i == 0) && (key.Count == 0 || key[^1] != place))
                key.Add(place);
        }

        return new([.. key]);
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or IndicScript.Inherent;

    private static char Class(char letter) => letter switch
    {
        'k' or 'g' => 'K',
        't' or 'd' => 'T',
        'p' or 'b' or 'f' or 'v' => 'P',
        's' or 'c' or 'j' => 'S',
        'n' => 'N',
        'm' => 'M',
        'r' => 'R',
        'l' => 'L',
        'h' or 'y' => 'H',
        _ => 'A',
    };

    /// <summary>Edits weighted by ear: vowels and h matter little, consonants of one place less than others.</summary>
    private static float Distance(string left, string right, bool isTamil)
    {
        const int Longest = 48;
        if (left.Length >= Longest || right.Length >= Longest)
            return float.MaxValue;
        Span<float> previous = stackalloc float[Longest];
        Span<float> current = stackalloc float[Longest];
        previous[0] = 0;
        for (var j = 1; j <= right.Length; j++)
            previous[j] = previous[j - 1] + Silence(right[j - 1]);
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = previous[0] + Silence(left[i - 1]);
            for (var j = 1; j <= right.Length; j++)
            {
                current[j] = Math.Min(
                    previous[j - 1] + Difference(left[i - 1], right[j - 1], isTamil),
                    Math.Min(previous[j] + Silence(left[i - 1]), current[j - 1] + Silence(right[j - 1])));
            }

            var swap = previous;
            previous = current;
            current = swap;
        }

        return previous[right.Length];
    }

    private static float Silence(char letter) => letter is IndicScript.Inherent ? 0.02f : IsVowel(letter) ? 0.35f : Class(letter) == 'H' ? 0.2f : 1f;

    private static float Difference(char left, char right, bool isTamil)
    {
        if (left == right)
            return 0;
        if (IsVowel(left) && IsVowel(right))
            return left == IndicScript.Inherent ? 0.1f : 0.25f;
        // The dot over a letter is m before p and b.
        if ((left, right) is ('n', 'm') or ('m', 'n'))
            return 0.2f;
        return IsVowel(left) || IsVowel(right) || Class(left) != Class(right) ? 1.2f : isTamil ? 0.05f : 0.3f;
    }

    private sealed record Entry(string Word, string Sound, string Meaning, int Count);
}
