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
    private const int LongestTerm = 6;

    private static readonly (string Ending, string Instead)[] Endings =
    [
        ("গুলি", ""), ("টি", ""), ("টা", ""),
    ];

    /// <summary>Tamil says "without" behind what is left out.</summary>
    private static readonly HashSet<string> Postpositions = ["இல்லாமல்", "இன்றி", "அல்லாமல்", "இல்லாத", "இல்லா", "இல்லை"];

    private static readonly Lazy<IndicReader> Shared = new(() => new([.. ShippedWords()]));

    private readonly Dictionary<string, string> terms;
    private readonly HindiTerms hindi;
    private readonly TamilTerms tamil;
    private readonly HashSet<string> known;
    private readonly SoundIndex sounds;
    private readonly ConcurrentDictionary<string, string?> remembered = new(StringComparer.Ordinal);

    private IndicReader(List<string> words)
    {
        terms = IndicTerms.Load();
        hindi = new(terms);
        tamil = new(terms);
        known = [.. words];
        sounds = new(words.Where(IsSpoken()), word => string.Join(' ', Phrases.Standard.Replace([word])));
    }

    /// <summary>Over the words of the shipped lists; built when the first such bill is read.</summary>
    public static IndicReader Standard => Shared.Value;

    /// <summary>The text with what can be read put into English. A text without such letters is returned as it is.</summary>
    public static string ToEnglish(string text) => IndicScript.HasAny(text) ? Standard.Read(text) : text;

    private string Read(string text)
    {
        var words = Words(IndicScript.Normalized(text.Length > LongestText ? text[..LongestText] : text));
        var english = new List<string>(words.Count);
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
                var joined = string.Join(' ', together);
                if (terms.TryGetValue(joined, out meant) || (taken > 1 && terms.TryGetValue(string.Concat(together), out meant)))
                    break;
                meant = hindi.Of(together) ?? tamil.Of(together);
                if (meant is not null)
                    break;
            }

            // "டி.வி.எஸ்." is no "டி.வி.": the longer reading is meant.
            if (Letters(words, i) is { } spelled && (meant is null || spelled.Taken > taken))
                (taken, meant) = spelled;
            meant ??= IndicScript.HasAny(words[i]) ? Single(words[i]) : words[i];
            english.Insert(Postpositions.Contains(words[i]) && english.Count > 0 && !IsBracket(english[^1]) ? english.Count - 1 : english.Count, meant);
            i += Math.Max(1, taken);
        }

        Operations.Name(english);
        PutImagingFirst(english);
        return string.Join(' ', english);
    }

    /// <summary>The three languages name the part of the body before the picture of it, the tariff behind: "spine x ray" is "x ray spine".</summary>
    private static void PutImagingFirst(List<string> english)
    {
        var at = english.FindIndex(IsImaging);
        if (at <= 0 || english.IndexOf("(") is var bracket and >= 0 && bracket < at)
            return;
        var count = at + 1 < english.Count && english[at + 1] == "scan" ? 2 : 1;
        var imaging = english.GetRange(at, count);
        english.RemoveRange(at, count);
        english.InsertRange(0, imaging);
    }

    private static bool IsImaging(string english) => english is "x ray" or "usg" or "ct" or "ct scan" or "mri" or "mri scan" or "pet ct";

    /// <summary>Letters that stand apart, as in "सी.बी.सी.", where together they are a known abbreviation.</summary>
    private (int Taken, string Meant)? Letters(List<string> words, int start)
    {
        List<string> readings = [""];
        (int, string)? longest = null;
        for (var i = start; i < words.Count && i - start < 5; i++)
        {
            // A number ends the abbreviation: "எஃப்.டி.4" is FT4.
            List<string> letters = IndicScript.HasAny(words[i]) ? [.. LetterNames.Readings(IndicScript.SoundOf(words[i]), IndicScript.IsTamil(words[i][0])).Where(reading => reading.Length == 1)]
                : i > start && words[i].All(char.IsAsciiDigit) ? [words[i]] : [];
            if (letters.Count == 0)
                break;
            readings = [.. readings.SelectMany(reading => letters, (reading, letter) => reading + letter)];
            if (i > start && readings.Find(known.Contains) is { } abbreviation)
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
        if (letters.Find(reading => reading.Length > 1 && known.Contains(reading)) is { } abbreviation)
            return abbreviation;
        if (letters.Find(reading => reading.Length == 1) is { } letter)
            return letter;
        if (isTamil)
            return FindTamil(word);
        if (HindiWord.IsHindi(word[0]))
            return sounds.Find(sound, isTamil, HindiWord.MostDistance);
        return Stems(word).Select(stem => terms.GetValueOrDefault(stem)).FirstOrDefault(term => term is not null)
            ?? sounds.Find(sound, isTamil)
            ?? BengaliStems(word).Select(stem => sounds.Find(IndicScript.SoundOf(stem), false)).FirstOrDefault(found => found is not null);
    }

    private string? FindTamil(string word) => tamil.Of(word)
        ?? (TamilWord.IsNative(word) ? null
            : TamilWord.Stems(word).Prepend(word).Select(stem => sounds.Find(IndicScript.SoundOf(stem), true)).FirstOrDefault(found => found is not null && TamilWord.MaySound(word, found)));

    /// <summary>The word without what inflection added: "of" in Bengali.</summary>
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

    private static IEnumerable<string> BengaliStems(string word)
    {
        foreach (var ending in (ReadOnlySpan<string>)["ের", "এর", "র"])
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
        var ascii = Digits.ToAscii(text);
        for (var i = 0; i < ascii.Length; i++)
        {
            var c = ascii[i];
            if (char.IsWhiteSpace(c) || IsSeparator(c) && !(word.Length > 0 && char.IsAsciiDigit(word[^1]) && i + 1 < ascii.Length && char.IsAsciiDigit(ascii[i + 1])))
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

    private static bool IsBracket(string word) => word is "(" or ")";

    private static bool IsSeparator(char c) => c is '.' or '-' or '–' or '(' or ')' or ',' or ':' or ';' or '/' or '।' or '+' or '[' or ']';

    /// <summary>Up to four letters that the lists only write as capitals are spelt, not spoken: no word sounds like "VUR".</summary>
    private static Func<string, bool> IsSpoken()
    {
        HashSet<string> spoken = [.. ShippedNames().SelectMany(name => name.Split(' ', '/', '-', '(', ')', ',')).Where(word => word.Length <= 4 && word.Any(char.IsAsciiLetterLower)).Select(word => word.ToLowerInvariant())];
        return word => word.Length > 4 || spoken.Contains(word) || IndicTerms.BillWords.Contains(word);
    }

    private static IEnumerable<string> ShippedNames() =>
        RateBook.Shipped.Cghs.Rates.Select(rate => rate.Name)
            .Concat(RateBook.Shipped.Nppa.Ceilings.Select(ceiling => $"{ceiling.Molecule} {ceiling.Formulation}"))
            .Concat(RateBook.Shipped.NonPayable.Items.Select(item => item.Item));

    private static IEnumerable<string> ShippedWords() =>
        ShippedNames().SelectMany(name => Wording.Split(name)).Concat(Phrases.Standard.Words).Concat(Phrases.Standard.Meanings).Concat(IndicTerms.BillWords).Where(word => word.Length > 1);
}
