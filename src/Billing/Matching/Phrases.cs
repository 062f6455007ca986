using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>Abbreviations and long forms that mean one thing, longest first. The tariff's own "Long Form (LF)" names add to them.</summary>
internal sealed class Phrases
{
    /// <summary>Those of services.</summary>
    public static readonly Phrases Standard = new(Load("phrases.csv"));

    /// <summary>Those of medicines: British, American and Indian names.</summary>
    public static readonly Phrases OfMedicines = new(Load("medicine-names.csv"));

    /// <summary>Those of what hospitals sell beside treatment.</summary>
    public static readonly Phrases OfItems = new(Load("item-words.csv"));

    private readonly Dictionary<string, List<(string[] From, string[] To)>> byFirst;

    private Phrases(IEnumerable<(string[] From, string[] To)> pairs)
    {
        byFirst = new(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (!byFirst.TryGetValue(pair.From[0], out var list))
                byFirst[pair.From[0]] = list = [];
            if (!list.Exists(other => other.From.AsSpan().SequenceEqual(pair.From)))
                list.Add(pair);
        }

        foreach (var list in byFirst.Values)
            list.Sort((left, right) => right.From.Length.CompareTo(left.From.Length));
    }

    /// <summary>These phrases and those that the names themselves define: "Thrombin Generation Test (TGT)".</summary>
    public Phrases LearnFrom(IEnumerable<string> names)
    {
        var learned = new Dictionary<string, string[]?>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            for (var open = name.IndexOf('(', StringComparison.Ordinal); open > 0; open = name.IndexOf('(', open + 1))
            {
                var close = name.IndexOf(')', open);
                if (close < 0)
                    break;
                var abbreviation = name[(open + 1)..close].Trim();
                if (abbreviation.Length is < 2 or > 6 || !abbreviation.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
                    continue;
                if (LongForm(name[..open], abbreviation) is not { } tail)
                    continue;
                var key = Wording.Fold(abbreviation.ToLowerInvariant());
                learned[key] = !learned.TryGetValue(key, out var known) || (known?.SequenceEqual(tail) ?? false) ? tail : null;
            }
        }

        var pairs = byFirst.Values.SelectMany(list => list).ToList();
        var standard = pairs.Where(pair => pair.From.Length == 1).Select(pair => pair.From[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var (abbreviation, words) in learned)
        {
            if (words is not null && !standard.Contains(abbreviation))
                pairs.Add((words, [abbreviation]));
        }

        return new(pairs);
    }

    /// <summary>The words before a bracket that its letters stand for: one word a letter, or one name whose letters they are in order. Null if neither.</summary>
    private static string[]? LongForm(string before, string abbreviation)
    {
        var words = Wording.Split(before);
        // "Venereal Disease Research Laboratory Test (VDRL)": the last words need not have a letter.
        for (var behind = words.Count; behind >= abbreviation.Length && behind >= words.Count - 2; behind--)
        {
            var tail = words[(behind - abbreviation.Length)..behind];
            if (tail.Zip(abbreviation).All(pair => char.ToUpperInvariant(pair.First[0]) == pair.Second))
                return [.. tail];
        }

        if (InitialsAndMore(words, abbreviation) is { } spelled)
            return spelled;
        if (words.Count is 0 or > 4 || before.Contains('/', StringComparison.Ordinal) || char.ToUpperInvariant(words[0][0]) != abbreviation[0])
            return null;
        var at = 0;
        foreach (var letter in string.Concat(words))
            at += at < abbreviation.Length && char.ToUpperInvariant(letter) == abbreviation[at] ? 1 : 0;
        return at == abbreviation.Length ? [.. words] : null;
    }

    /// <summary>The last words whose first letters, with others between them, are the abbreviation: PNS of "X Ray Paranasal sinuses".</summary>
    private static string[]? InitialsAndMore(List<string> words, string abbreviation)
    {
        for (var count = 2; count <= Math.Min(4, words.Count); count++)
        {
            var tail = words[^count..];
            var (word, at) = (0, 0);
            foreach (var letter in abbreviation.Select(char.ToLowerInvariant))
            {
                if (word < count && tail[word][0] == letter)
                    (word, at) = (word + 1, 1);
                else if (word > 0 && tail[word - 1].IndexOf(letter, at) is var inside and >= 0)
                    at = inside + 1;
                else
                    (word, at) = (-1, 0);
                if (word < 0)
                    break;
            }

            if (word == count)
                return [.. tail];
        }

        return null;
    }

    /// <summary>Every word that some wording has.</summary>
    public IEnumerable<string> Words => byFirst.Values.SelectMany(list => list).SelectMany(pair => pair.From);

    /// <summary>Every word that stands for others: "ffp", "lft".</summary>
    public IEnumerable<string> Meanings => byFirst.Values.SelectMany(list => list).SelectMany(pair => pair.To);

    public List<string> Replace(List<string> words)
    {
        var result = new List<string>(words.Count + 2);
        for (var i = 0; i < words.Count;)
        {
            var taken = 0;
            if (byFirst.TryGetValue(words[i], out var list))
            {
                foreach (var (from, to) in list)
                {
                    if (!StartsWith(words, i, from))
                        continue;
                    result.AddRange(to);
                    taken = from.Length;
                    break;
                }
            }

            if (taken == 0)
                result.Add(words[i]);
            i += Math.Max(1, taken);
        }

        return result;
    }

    private static bool StartsWith(List<string> words, int at, string[] phrase)
    {
        if (at + phrase.Length > words.Count)
            return false;
        for (var i = 0; i < phrase.Length; i++)
        {
            if (words[at + i] != phrase[i])
                return false;
        }

        return true;
    }

    private static IEnumerable<(string[] From, string[] To)> Load(string table) =>
        from row in EmbeddedTable.Load(table).Rows
        let canonical = row[0].Split(' ')
        from wording in row[1].Split('|')
        select (Wording.Split(wording).ToArray(), canonical);
}
