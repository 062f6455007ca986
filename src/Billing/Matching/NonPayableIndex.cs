using MediAgents.Billing.Matching.Indic;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>Finds the item of IRDAI Lists I to IV that a description names.</summary>
public sealed class NonPayableIndex
{
    /// <summary>Items whose text makes them depend on a circumstance a bill does not show; they are never matched.</summary>
    private static readonly HashSet<(string List, int Number)> Conditional =
    [
        ("I", 9), ("I", 20), ("I", 21), ("I", 25), ("I", 35), ("I", 54), ("I", 58), ("II", 1), ("II", 24), ("II", 35), ("III", 10),
        ("IV", 2), ("IV", 4), ("IV", 8), ("IV", 14),
    ];

    /// <summary>Words that make an item of a list of another wording depend on such a circumstance.</summary>
    private static readonly HashSet<string> Conditions = ["if", "unless", "except", "when", "without", "not", "only", "during", "other"];

    private static readonly Lazy<Dictionary<string, NonPayableItem>> Shipped = new(() =>
        RateBook.Shipped.NonPayable.Items.DistinctBy(item => item.Item, StringComparer.OrdinalIgnoreCase).ToDictionary(item => item.Item, StringComparer.OrdinalIgnoreCase));

    /// <summary>The weight of a word one slip of the pen away; two slips make an inpatient of the internet.</summary>
    private const float OneSlip = 0.9f;

    /// <summary>What is given is a treatment, whatever is used for it: "hot pack therapy".</summary>
    private static readonly HashSet<string> Services = ["therapy", "session", "sitting"];

    private static readonly HashSet<string> Small = ["pair", "size", "sterile", "disposable", "adult", "large", "small", "medium", "pc", "nos", "pack", "ml", "latex", "surgical", "cotton", "soft", "single", "piece", "each", "no", "inch", "cm", "mm", "l", "ltr", "litre", "g", "gm", "kg", "mtr", "meter", "ply", "layer", "roll"];

    private readonly List<(string[] Words, NonPayableItem Item)> phrases = [];
    private readonly Dictionary<string, NonPayableItem> byWholeName = new(StringComparer.Ordinal);
    private readonly Vocabulary vocabulary;
    private readonly HashSet<string> known;

    public NonPayableIndex(IReadOnlyList<NonPayableItem> items)
    {
        foreach (var item in items)
        {
            if (IsConditional(item))
                continue;
            foreach (var piece in Pieces(item.Item))
            {
                var words = Words(piece);
                if (words.Count is 0 or > 5)
                    continue;
                phrases.Add(([.. words], item));
                if (words.Count == 2)
                    phrases.Add(([string.Concat(words)], item));
            }

        }

        // What the list itself prints for one item is no other name of another.
        foreach (var (words, item) in phrases)
            byWholeName.TryAdd(Key(words), item);
        foreach (var item in items.Where(item => !IsConditional(item)))
        {
            foreach (var name in OtherNames.OfItems.Of(item.Item))
                byWholeName.TryAdd(Key(Words(name)), item);
        }

        // The longer wording is the more specific one: "oxygen mask" before "mask".
        phrases.Sort((left, right) => right.Words.Length.CompareTo(left.Words.Length));
        known = [.. phrases.SelectMany(phrase => phrase.Words)];
        vocabulary = new(known);
    }

    public NonPayableItem? Match(string description)
    {
        var words = Words(IndicReader.ToEnglish(description));
        if (words.Count is 0 or > 10)
            return null;
        JoinKnown(words);
        if (byWholeName.TryGetValue(Key(words), out var called) || byWholeName.TryGetValue(Key(words.FindAll(IsInformative)), out called))
            return called;
        if (words.Exists(Services.Contains))
            return null;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Length >= 6 && !IsExamination(words[i]) && !known.Contains(words[i]) && vocabulary.Near(words[i]) is [var near, ..] && near.Weight >= OneSlip)
                words[i] = known.FirstOrDefault(word => vocabulary.Find(word) == near.Id) ?? words[i];
        }

        var informative = words.Count(IsInformative);
        foreach (var (phrase, item) in phrases)
        {
            if (phrase.Length == 1 && informative > 3 || phrase is ["cap"] && words.Count > 1 && !words.Contains("surgeon") && !words.Contains("disposable"))
                continue;
            if (phrase.All(words.Contains) && !(phrase.Contains("conditioner") && Accommodation.HasConditioner(words, description)))
                return item;
        }

        return null;
    }

    /// <summary>"Uro-meter" is what the list calls a urometer.</summary>
    private void JoinKnown(List<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (known.Contains(words[i]) || !known.Contains(words[i] + words[i + 1]))
                continue;
            words[i] += words[i + 1];
            words.RemoveAt(i + 1);
        }
    }

    private static bool IsInformative(string word) => !Small.Contains(word) && !char.IsDigit(word[0]);

    /// <summary>The words of a name in one order.</summary>
    private static string Key(IEnumerable<string> words) => string.Join(' ', words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>"Spirometry" is no misspelt "spirometre".</summary>
    private static bool IsExamination(string word) =>
        word.EndsWith("metry", StringComparison.Ordinal) || word.EndsWith("graphy", StringComparison.Ordinal) || word.EndsWith("scopy", StringComparison.Ordinal);

    /// <summary>The shipped lists were gone through by number; of another list, wordings that they do not have are judged by their words.</summary>
    private static bool IsConditional(NonPayableItem item) =>
        Shipped.Value.TryGetValue(item.Item, out var known)
            ? Conditional.Contains((known.List, known.Number))
            : Wording.Split(item.Item).Exists(Conditions.Contains);

    private static IEnumerable<string> Pieces(string item)
    {
        var open = item.IndexOfAny(['(', '[']);
        var plain = open > 0 ? item[..open] : item;
        return plain.Replace(" - ", "/", StringComparison.Ordinal).Replace("- ", "/", StringComparison.Ordinal).Split(['/', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static List<string> Words(string text)
    {
        var words = Phrases.OfItems.Replace(Wording.Split(text));
        words.RemoveAll(word => word is "charge" or "charges" or "of" or "any" or "type" or "and" or "for" or "the" or "etc" or "item" or "cost" or "fee" or "expense" or "hire" or "rent" or "rental" or "usage" or "use");
        return words;
    }
}
