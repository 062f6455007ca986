namespace MediAgents.Billing.Matching;

/// <summary>Every token of the tariff's names; finds the ones a misspelt or shortened word may stand for.</summary>
internal sealed class Vocabulary
{
    private const int Letters = 38;
    private const float OneEdit = 0.9f;
    private const float TwoEdits = 0.75f;
    private const float Contracted = 0.7f;
    private const int MostContractions = 3;

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string> words = [];
    private readonly int[] sorted;
    private readonly List<int>[] byPair = new List<int>[Letters * Letters];

    [ThreadStatic]
    private static byte[]? sharedPairs;

    /// <param name="all">The words that a misspelt or shortened one may stand for.</param>
    /// <param name="onlyAsWritten">Words that are known and that no other word stands for.</param>
    public Vocabulary(IEnumerable<string> all, IEnumerable<string>? onlyAsWritten = null)
    {
        AddAll(all);
        var meant = words.Count;
        sorted = [.. Enumerable.Range(0, meant).OrderBy(id => words[id], StringComparer.Ordinal)];
        for (var id = 0; id < meant; id++)
        {
            foreach (var pair in Pairs(words[id]))
                (byPair[pair] ??= []).Add(id);
        }

        AddAll(onlyAsWritten ?? []);
    }

    private void AddAll(IEnumerable<string> all)
    {
        foreach (var word in all)
        {
            if (ids.TryAdd(word, words.Count))
                words.Add(word);
        }
    }

    public int Count => words.Count;

    public string this[int id] => words[id];

    public int? Find(string word) => ids.TryGetValue(word, out var id) ? id : null;

    /// <summary>Likely meanings of an unknown word with a weight of 0 to 1, at most twelve.</summary>
    public List<(int Id, float Weight)> Near(string word)
    {
        var near = new List<(int Id, float Weight)>();
        if (word.Length < 3 || char.IsDigit(word[0]))
            return near;
        AddExtensions(word, near);
        if (word.Length >= 4)
            AddMisspellings(word, near);
        if (near.Count == 0)
            AddContractions(word, near);
        near.Sort((left, right) => right.Weight.CompareTo(left.Weight));
        if (near.Count > 12)
            near.RemoveRange(12, near.Count - 12);
        return near;
    }

    /// <summary>"laparo" for "laparoscopic": the shorter the stump and the more words it may be, the less it says.</summary>
    private void AddExtensions(string word, List<(int Id, float Weight)> near)
    {
        var low = FirstFrom(word);
        var end = low;
        while (end < sorted.Length && end - low <= 40 && words[sorted[end]].StartsWith(word, StringComparison.Ordinal))
            end++;
        if (end - low > 40)
            return;
        var weight = word.Length >= 5 ? 0.85f : word.Length == 4 ? 0.75f : 0.6f;
        for (var i = low; i < end; i++)
            near.Add((sorted[i], weight - (0.01f * Math.Min(20, end - low))));
    }

    private int FirstFrom(string start)
    {
        var low = 0;
        var high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(words[sorted[middle]], start) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>"rmvl" for "removal": letters left out, most of them vowels, the first one kept. Only where few words are meant.</summary>
    private void AddContractions(string word, List<(int Id, float Weight)> near)
    {
        for (var at = FirstFrom(word[..1]); at < sorted.Length && words[sorted[at]][0] == word[0]; at++)
        {
            var whole = words[sorted[at]];
            if (whole.Length > word.Length && whole.Length <= 3 * word.Length && IsContraction(word, whole))
                near.Add((sorted[at], Contracted));
        }

        if (near.Count > MostContractions)
            near.Clear();
    }

    /// <summary>All letters of the short form in their order, and no more than one consonant of the word passed over between them.</summary>
    private static bool IsContraction(string shortened, string whole)
    {
        int at = 1, passed = 0;
        for (var i = 1; i < whole.Length && at < shortened.Length; i++)
        {
            if (whole[i] == shortened[at])
                at++;
            else if (whole[i] is not ('a' or 'e' or 'i' or 'o' or 'u' or 'y'))
                passed++;
        }

        return at == shortened.Length && passed <= 1;
    }

    private void AddMisspellings(string word, List<(int Id, float Weight)> near)
    {
        var shared = sharedPairs is { } array && array.Length >= words.Count ? array : sharedPairs = new byte[words.Count];
        var touched = new List<int>(256);
        var pairs = Pairs(word);
        foreach (var pair in pairs)
        {
            if (byPair[pair] is not { } ids)
                continue;
            foreach (var id in ids)
            {
                if (shared[id]++ == 0)
                    touched.Add(id);
            }
        }

        var limit = word.Length >= 8 ? 2 : 1;
        // One edit spoils at most two adjacent letter pairs, a transposition three.
        var least = Math.Max(1, pairs.Count - (3 * limit));
        foreach (var id in touched)
        {
            if (shared[id] >= least && Math.Abs(words[id].Length - word.Length) <= limit && !char.IsDigit(words[id][0])
                && Distance(word, words[id], limit) is var distance && distance <= limit)
                near.Add((id, distance == 1 ? OneEdit : TwoEdits));
            shared[id] = 0;
        }
    }

    private static List<int> Pairs(string word)
    {
        var pairs = new List<int>(word.Length + 1);
        var last = 0;
        for (var i = 0; i <= word.Length; i++)
        {
            var letter = i < word.Length ? Letter(word[i]) : 0;
            var pair = (last * Letters) + letter;
            if (!pairs.Contains(pair))
                pairs.Add(pair);
            last = letter;
        }

        return pairs;
    }

    private static int Letter(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a' + 1,
        >= '0' and <= '9' => c - '0' + 27,
        _ => 37,
    };

    /// <summary>Edits with transpositions, given up beyond <paramref name="limit"/>.</summary>
    private static int Distance(string left, string right, int limit)
    {
        Span<int> previous2 = stackalloc int[64];
        Span<int> previous = stackalloc int[64];
        Span<int> current = stackalloc int[64];
        if (left.Length > 60 || right.Length > 60)
            return limit + 1;
        for (var j = 0; j <= right.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            var best = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    value = Math.Min(value, previous2[j - 2] + 1);
                current[j] = value;
                best = Math.Min(best, value);
            }

            if (best > limit)
                return limit + 1;
            var swap = previous2;
            previous2 = previous;
            previous = current;
            current = swap;
        }

        return previous[right.Length];
    }
}
