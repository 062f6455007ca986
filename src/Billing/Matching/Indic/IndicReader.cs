using System.Collections.Concurrent;
using System.Text;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Matching.Indic;

/// <summary>
/// Puts the Hindi, Bengali and Tamil words of a bill into English ones of the tariffs: by a table of terms, by the names of letters
/// ("ईसीजी"), and by sound ("क्रिएटिनिन"). What cannot be read stays as it is, so that nothing matches it. Safe for concurrent callers.
/// </summary>
internal sealed class IndicReader
{
    private const int MostRemembered = 10_000;
    private const int LongestText = 400;
    private const int LongestTerm = 4;

    /// <summary>Shorter names of brands sound like words of services.</summary>
    private const int ShortestBrand = 5;

    /// <summary>In distances of <see cref="SoundIndex"/>: a brand is believed up to the first, and against a word of the lists if nearer by the second.</summary>
    private const float NearBrand = 0.12f;
    private const float MuchNearer = 0.10f;

    /// <summary>By how much a word without its case must be nearer than with it, which may be all of it.</summary>
    private const float Nearer = 0.05f;

    /// <summary>Shorter words of other meanings are spelt alike.</summary>
    private const int ShortestSpelling = 3;

    private static readonly (string Ending, string Instead)[] Endings =
    [
        ("ों", "ा"), ("ों", ""), ("ें", ""), ("े", "ा"),
        ("গুলি", ""), ("গুলো", ""), ("টি", ""), ("টা", ""), ("দের", ""), ("তে", ""), ("য়ে", ""), ("ে", ""), ("ই", ""), ("য়", ""),
        ("க்", ""), ("ச்", ""), ("த்", ""), ("ப்", ""), ("யின்", ""), ("யில்", ""), ("ின்", "்"), ("ில்", "்"), ("கள்", ""), ("ங்கள்", "ம்"), ("த்தின்", "ம்"), ("த்தில்", "ம்"), ("த்திற்கு", "ம்"), ("க்கு", ""),
    ];

    private static readonly Lazy<IndicReader> Shared = new(() => new([.. ShippedWords()]));

    private readonly Dictionary<string, string> terms;
    private readonly Dictionary<string, string> spellings;
    private readonly HashSet<string> known;
    private readonly SoundIndex sounds;
    private readonly SoundIndex brands;
    private readonly ConcurrentDictionary<string, string?> remembered = new(StringComparer.Ordinal);

    private IndicReader(List<string> words)
    {
        terms = IndicTerms.Load();
        spellings = Spellings(terms);
        known = [.. words];
        sounds = new(words, word => string.Join(' ', Phrases.Standard.Replace([word])));
        brands = new(Brands.Names.SelectMany(name => Wording.Split(name)).Where(word => word.Length >= ShortestBrand), word => word);
    }

    /// <summary>Over the words of the shipped lists; built when the first such bill is read.</summary>
    public static IndicReader Standard => Shared.Value;

    /// <summary>The text with what can be read put into English. A text without such letters is returned as it is.</summary>
    public static string ToEnglish(string text) => IndicScript.HasAny(text) ? Standard.Read(text) : text;

    private string Read(string text)
    {
        var words = Words(IndicScript.Normalized(text.Length > LongestText ? text[..LongestText] : text));
        var english = new StringBuilder(text.Length);
        for (var i = 0; i < words.Count;)
        {
            var taken = Math.Min(LongestTerm, words.Count - i);
            string? meant = null;
            for (; taken > 0; taken--)
            {
                if (IsBracket(words[i]) || IsBracket(words[i + taken - 1]))
                    continue;
                // A text layer may put blanks into a word; a bracket may stand within a term.
                var together = words.GetRange(i, taken).FindAll(word => !IsBracket(word));
                if (terms.TryGetValue(string.Join(' ', together), out meant)
                    || (taken > 1 && (terms.TryGetValue(string.Concat(together), out meant) || spellings.TryGetValue(SpellingKey(together), out meant))))
                    break;
            }

            // The name of a letter may be a word by itself: o is "and" in Bengali.
            if (taken <= 1 && Letters(words, i) is { } spelled)
                (taken, meant) = spelled;
            english.Append(english.Length > 0 ? " " : "").Append(meant ?? (IndicScript.HasAny(words[i]) ? Single(words[i]) : words[i]));
            i += Math.Max(1, taken);
        }

        return english.ToString();
    }

    /// <summary>Letters that stand apart, as in "सी.बी.सी.", where together they are a known abbreviation.</summary>
    private (int Taken, string Meant)? Letters(List<string> words, int start)
    {
        List<string> readings = [""];
        (int, string)? longest = null;
        for (var i = start; i < words.Count && i - start < 5 && IndicScript.HasAny(words[i]); i++)
        {
            var letters = LetterNames.Readings(IndicScript.SoundOf(words[i]), IndicScript.IsTamil(words[i][0])).Where(reading => reading.Length == 1).ToList();
            if (letters.Count == 0)
                break;
            readings = [.. readings.SelectMany(reading => letters, (reading, letter) => reading + letter)];
            if (i > start && readings.Find(IsKnown) is { } abbreviation)
                longest = (i - start + 1, abbreviation);
        }

        return longest;
    }

    private string Single(string word)
    {
        if (remembered.TryGetValue(word, out var meant))
            return meant ?? word;
        meant = Find(word);
        if (remembered.Count < MostRemembered)
            remembered[word] = meant;
        return meant ?? word;
    }

    private string? Find(string word)
    {
        var isTamil = word.Any(IndicScript.IsTamil);
        var sound = IndicScript.SoundOf(word);
        var letters = LetterNames.Readings(sound, isTamil).ToList();
        if (letters.Find(reading => reading.Length > 1 && IsKnown(reading)) is { } abbreviation)
            return abbreviation;
        if (letters.Find(reading => reading.Length == 1) is { } letter)
            return letter;
        return Stems(word).Select(stem => terms.GetValueOrDefault(stem)).FirstOrDefault(term => term is not null)
            ?? spellings.GetValueOrDefault(SpellingKey([word]))
            ?? Nearest([sound, .. BengaliStems(word).Select(IndicScript.SoundOf)], isTamil);
    }

    /// <summary>What a word spells, or the same word without its case: "of haemoglobin" is not haemoglobinuria.</summary>
    private string? Nearest(string[] sounds, bool isTamil)
    {
        Heard? nearest = null;
        foreach (var sound in sounds)
        {
            if (BySound(sound, isTamil) is { } heard && (nearest is null || heard.Distance + Nearer < nearest.Value.Distance))
                nearest = heard;
        }

        return nearest?.Word;
    }

    private Heard? BySound(string sound, bool isTamil)
    {
        var heard = sounds.Find(sound, isTamil);
        var brand = brands.Find(sound, isTamil);
        return brand is { Distance: <= NearBrand } && (heard is null || brand.Value.Distance + MuchNearer < heard.Value.Distance) ? brand : heard;
    }

    /// <summary>The word without what inflection added: "of" in Bengali, plurals and cases of Hindi, what Tamil puts between two words.</summary>
    private static IEnumerable<string> Stems(string word)
    {
        foreach (var stem in BengaliStems(word))
            yield return stem;
        foreach (var (ending, instead) in Endings)
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal))
                yield return word[..^ending.Length] + instead;
        }
    }

    /// <summary>The key of Bengali words however they are spelt, each without "of": "operation of the knee" is "operation on knee" too. Empty for other words.</summary>
    private static string SpellingKey(List<string> words) =>
        words.TrueForAll(word => BengaliSpelling.IsBengali(word[0]) || char.IsAsciiDigit(word[0]))
            ? string.Concat(words.Select(word => BengaliSpelling.Key(BengaliStems(word).FirstOrDefault(word)))) : "";

    /// <summary>The terms by <see cref="SpellingKey"/>, without keys that two meanings share.</summary>
    private static Dictionary<string, string> Spellings(Dictionary<string, string> terms) =>
        terms.GroupBy(term => SpellingKey([.. term.Key.Split(' ')]), term => term.Value, StringComparer.Ordinal)
            .Where(spelt => spelt.Key.Length >= ShortestSpelling && spelt.Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(spelt => spelt.Key, spelt => spelt.First(), StringComparer.Ordinal);

    private static IEnumerable<string> BengaliStems(string word)
    {
        foreach (var ending in (ReadOnlySpan<string>)["য়ের", "ের", "এর", "র"])
        {
            if (word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.Ordinal))
                return [word[..^ending.Length]];
        }

        return [];
    }

    /// <summary>Runs of letters and digits with their signs; digits as ASCII; what is not Indian as it is.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in Digits.ToAscii(text))
        {
            if (char.IsWhiteSpace(c) || IsSeparator(c) && (word.Length == 0 || IndicScript.Has(word[^1]) || !char.IsAsciiDigit(word[^1])))
            {
                Flush();
                if (!char.IsWhiteSpace(c))
                    words.Add(c.ToString());
            }
            else
            {
                word.Append(c);
            }
        }

        Flush();
        words.RemoveAll(one => one is "." or "-" or "–" or "," or ":" or "।");
        return words;

        void Flush()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>The lists' words are kept without plural, which takes the last letter of an abbreviation as "LSCS" too.</summary>
    private bool IsKnown(string abbreviation) => known.Contains(Wording.Fold(abbreviation));

    private static bool IsBracket(string word) => word is "(" or ")";

    private static bool IsSeparator(char c) => c is '.' or '-' or '–' or '(' or ')' or ',' or ':' or ';' or '/' or '।' or '+' or '%' or '[' or ']';

    private static IEnumerable<string> ShippedWords()
    {
        var names = RateBook.Shipped.Cghs.Rates.Select(rate => rate.Name)
            .Concat(RateBook.Shipped.Nppa.Ceilings.Select(ceiling => $"{ceiling.Molecule} {ceiling.Formulation}"))
            .Concat(RateBook.Shipped.NonPayable.Items.Select(item => item.Item));
        return names.SelectMany(name => Wording.Split(name)).Concat(Phrases.Standard.Words).Concat(Phrases.Standard.Meanings).Concat(IndicTerms.BillWords).Where(word => word.Length > 1);
    }
}
