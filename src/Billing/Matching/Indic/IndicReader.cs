using System.Collections.Concurrent;
using System.Text;
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
    private const int MostLetters = 5;
    private const int LeastBeforeStrength = 6;

    private static readonly Lazy<IndicReader> Shared = new(() => new([.. ShippedVocabulary.Words()]));

    private readonly Dictionary<string, string> terms = IndicTerms.Load();
    private readonly HashSet<string> known;
    private readonly IIndicLanguage[] languages;
    private readonly ConcurrentDictionary<string, string?> remembered = new(StringComparer.Ordinal);

    private IndicReader(List<string> words)
    {
        known = [.. words];
        var spoken = new SpokenWords(words);
        languages = [new HindiLanguage(new(terms), spoken), new BengaliLanguage(new(terms), spoken), new TamilLanguage(new(terms), spoken)];
    }

    /// <summary>Over the words of the shipped lists; built when the first such bill is read.</summary>
    public static IndicReader Standard => Shared.Value;

    /// <summary>The text with what can be read put into English. A text without such letters is returned as it is.</summary>
    public static string ToEnglish(string text) => IndicScript.HasAny(text) ? Standard.Read(text) : text;

    private string Read(string text)
    {
        var normal = IndicScript.Normalized(text.Length > LongestText ? text[..LongestText] : text);
        var words = Words(normal);
        var english = new List<string>(words.Count);
        for (var i = 0; i < words.Count;)
        {
            var (taken, meant) = LongestFrom(words, i);
            // "டி.வி.எஸ்." is no "டி.வி.", and o is "and" in Bengali: the longer reading is meant. A number behind may be one of its own: "1 and 2".
            if (Letters(words, i) is { } spelled && (meant is null || (spelled.Taken > taken && !spelled.Meant.Any(char.IsAsciiDigit))))
                (taken, meant) = spelled;
            if (meant is null && i == 0 && IsShortened(normal, words[0]))
                meant = ShortenedForms.Of(words);
            if (meant is null && i + 1 < words.Count && LanguageOf(words[i])?.Compound(words[i], words[i + 1]) is { } compound)
                (taken, meant) = (2, compound);
            meant ??= IndicScript.HasAny(words[i]) ? Single(words[i]) : words[i];
            var isBehind = english.Count > 0 && !IsBracket(english[^1]) && LanguageOf(words[i]) is { } language && language.IsPostposition(words[i]);
            english.Insert(isBehind ? english.Count - 1 : english.Count, meant);
            i += Math.Max(1, taken);
        }

        Operations.Name(english);
        PutImagingFirst(english);
        return string.Join(' ', english);
    }

    /// <summary>A dot behind a word says that more of it is meant.</summary>
    private static bool IsShortened(string text, string first) =>
        text.AsSpan().TrimStart() is var trimmed && trimmed.StartsWith(first, StringComparison.Ordinal) && trimmed.Length > first.Length && trimmed[first.Length] == '.';

    /// <summary>The longest term that begins at a word; nothing taken if none does.</summary>
    private (int Taken, string? Meant) LongestFrom(List<string> words, int start)
    {
        if (IsBracket(words[start]))
            return (0, null);
        for (var taken = Math.Min(LongestTerm, words.Count - start); taken > 0; taken--)
        {
            if (IsBracket(words[start + taken - 1]))
                continue;
            // A text layer may put blanks into a word; a bracket may stand within a term.
            var together = words.GetRange(start, taken).FindAll(word => !IsBracket(word));
            if (terms.TryGetValue(string.Join(' ', together), out var meant) || (taken > 1 && terms.TryGetValue(string.Concat(together), out meant)))
                return (taken, meant);
            if (together.Select(LanguageOf).FirstOrDefault(language => language is not null)?.Together(together) is { } found)
                return (taken, found);
        }

        return (0, null);
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
        for (var i = start; i < words.Count && i - start < MostLetters; i++)
        {
            // A number ends the abbreviation: "எஃப்.டி.4" is FT4.
            List<string> letters = IndicScript.HasAny(words[i]) ? [.. LetterNames.Readings(IndicScript.SoundOf(words[i]), IndicScript.IsTamil(words[i][0])).Where(reading => reading.Length == 1)]
                : i > start && words[i].All(char.IsAsciiDigit) ? [words[i]] : [];
            if (letters.Count == 0)
                break;
            readings = [.. readings.SelectMany(reading => letters, (reading, letter) => reading + letter)];
            if (i > start && readings.Find(IsKnown) is { } abbreviation)
                longest = (i - start + 1, abbreviation);
        }

        return longest;
    }

    private bool IsTerm(string word) => terms.ContainsKey(word) || LanguageOf(word)?.Together([word]) is not null;

    /// <summary>True for a term and for what clearly sounds like a word of the lists.</summary>
    private bool IsMeant(string word) => IsTerm(word) || (LanguageOf(word)?.IsClear(word) ?? false);

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
        var letters = LetterNames.Readings(IndicScript.SoundOf(word), word.Any(IndicScript.IsTamil)).ToList();
        return letters.Where(reading => reading.Length > 1 && IsKnown(reading)).MaxBy(reading => reading.Length) ?? letters.Find(reading => reading.Length == 1) ?? LanguageOf(word)?.Alone(word);
    }

    private IIndicLanguage? LanguageOf(string word) => Array.Find(languages, language => word.Any(language.Owns));

    /// <summary>Runs of letters and digits with their signs; digits as ASCII; what is not Indian as it is.</summary>
    private List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var ascii = Digits.ToAscii(text);
        for (var i = 0; i < ascii.Length; i++)
        {
            var c = ascii[i];
            // "রাইল'স": an apostrophe inside a word is none of its sounds.
            if (c is '\'' or '’' or '‘' && word.Length > 0 && IndicScript.Has(word[^1]) && i + 1 < ascii.Length && IndicScript.Has(ascii[i + 1]))
                continue;
            // "அசித்ரோமைசின்500 mg": a strength that lost its blank. Letters before a number, as in CA125, are few.
            if (char.IsAsciiDigit(c) && word.Length >= LeastBeforeStrength && IndicScript.Has(word[^1]) && i + 1 < ascii.Length && char.IsAsciiDigit(ascii[i + 1]))
                Flush();
            var isInNumber = word.Length > 0 && char.IsAsciiDigit(word[^1]) && i + 1 < ascii.Length && char.IsAsciiDigit(ascii[i + 1]);
            if (char.IsWhiteSpace(c) || (IsSeparator(c) && !isInNumber))
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
        // While what parts words still stands between them.
        BrokenWords.Join(words, IsTerm, IsMeant);
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
}
