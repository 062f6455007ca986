using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>
/// Places a bill's wording in the tariff. Rows are scored by the share of weighted tokens that agree, both ways, and by character
/// trigrams; one is chosen only when it stands clear of the others and no price-changing qualifier is open. Immutable after
/// construction and safe for concurrent callers.
/// </summary>
public sealed class ProcedureIndex
{
    /// <summary>Least likeness at which a description counts as resembling the tariff at all.</summary>
    private const double ShownFrom = 0.50;

    /// <summary>Least likeness and least lead at which a row is taken as the service billed; set on perturbed names, see MatchingAccuracyTests.</summary>
    private const double TakenFrom = 0.70;
    private const double Lead = 0.05;

    private const float FillerWeight = 0.3f;
    private const float StrongPart = 0.95f;
    private const float WeakPart = 0.6f;
    private const int Refined = 24;
    /// <summary>
    /// A billed word that a row does not explain weighs more than a word of the row that the bill leaves out: hospitals shorten, they
    /// do not add. Square of the beta of an F-measure.
    /// </summary>
    private const float RecallShare = 0.36f;
    private const float TokenShare = 0.45f;

    private readonly IReadOnlyList<CghsRate> _rates;
    private readonly Phrases _phrases;
    private readonly Vocabulary _vocabulary;
    private readonly float[] _idf;
    private readonly int[][] _rowsOfToken;
    private readonly Row[] _rows;
    private readonly TrigramIndex _trigrams;
    private readonly Dictionary<string, List<int>> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _verbatim = new(StringComparer.Ordinal);

    /// <summary>Words that say where, when or how, not what.</summary>
    private static readonly HashSet<string> Fillers =
    [
        "right", "left", "rt", "lt", "side", "stat", "emergency", "urgent", "portable", "bedside", "routine", "view", "report", "done",
        "patient", "hospital", "package", "procedure", "investigation", "lab", "scan", "visit", "op", "ward", "session",
    ];

    [ThreadStatic]
    private static Scratch? _scratch;

    public ProcedureIndex(IReadOnlyList<CghsRate> rates)
    {
        _rates = rates;
        _phrases = Phrases.Standard.LearnFrom(rates.Select(rate => rate.Name));
        var tokens = rates.Select(rate => Wording.Tokens(rate.Name, _phrases)).ToArray();
        var plain = rates.Select(rate => Wording.Plain(rate.Name)).ToArray();
        // A word of a known long form still says what it is when its neighbours are missing or out of order.
        var union = tokens.Zip(plain, (canonical, written) => canonical.Union(written).ToList()).ToArray();
        _vocabulary = new(union.SelectMany(list => list));
        _idf = new float[_vocabulary.Count];
        var rows = new List<int>[_vocabulary.Count];
        for (var i = 0; i < tokens.Length; i++)
        {
            foreach (var token in union[i])
                (rows[_vocabulary.Find(token)!.Value] ??= []).Add(i);
            _verbatim.TryAdd(Verbatim(rates[i].Name), i);
            var key = Key(tokens[i]);
            if (!_exact.TryGetValue(key, out var same))
                _exact[key] = same = [];
            same.Add(i);
        }

        for (var id = 0; id < rows.Length; id++)
            _idf[id] = MathF.Log(1f + (rates.Count / (rows[id].Count + 0.5f)));
        _rowsOfToken = [.. rows.Select(list => list.ToArray())];
        _rows = [.. rates.Select((rate, i) => MakeRow(rate.Name, union[i], tokens[i], plain[i]))];
        _trigrams = new([.. rates.Select(rate => Verbatim(rate.Name))]);
    }

    /// <summary>The canonical tokens of a description under this tariff's vocabulary.</summary>
    public List<string> Tokens(string description) => Wording.Tokens(description, _phrases);

    public MatchResult Match(string description)
    {
        var words = Wording.Split(description);
        var tokens = Wording.Tokens(words, _phrases);
        return tokens.Count is 0 or > 60 ? MatchResult.Nothing : Match(tokens, string.Join(' ', words));
    }

    private MatchResult Match(List<string> tokens, string plain)
    {
        var scratch = _scratch is { } kept && kept.Matched.Length >= _rows.Length ? kept : _scratch = new(_rows.Length);
        var words = new QueryWord[tokens.Count];
        var total = 0f;
        for (var i = 0; i < tokens.Count; i++)
        {
            words[i] = Look(tokens[i]);
            total += words[i].Idf;
        }

        Array.Clear(scratch.Matched);
        Array.Clear(scratch.Cosine);
        foreach (var word in words)
            Spread(word, scratch.Matched);
        _trigrams.Score(plain, scratch.Cosine);
        var best = Best(scratch, total);
        return Decide(Corrected(tokens, words), plain, words, total, best, scratch);
    }

    private QueryWord Look(string token)
    {
        var known = _vocabulary.Find(token);
        if (Fillers.Contains(token))
            return new(FillerWeight, known is { } filler ? [(filler, 1f)] : []);
        if (known is { } id)
            return new(_idf[id], [(id, 1f)]);
        var near = _vocabulary.Near(token);
        if (near.Count == 0)
            return new(char.IsDigit(token[0]) ? 2f : 4.5f, near);
        var idf = 0f;
        foreach (var (other, _) in near)
            idf = Math.Max(idf, _idf[other]);
        return new(idf, near);
    }

    /// <summary>A misspelling with one likely meaning counts as that word when qualifiers and whole names are compared.</summary>
    private List<string> Corrected(List<string> tokens, QueryWord[] words)
    {
        var corrected = new List<string>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var meanings = words[i].Meanings;
            corrected.Add(meanings.Count > 0 && meanings[0].Weight is >= 0.75f and < 1f && (meanings.Count == 1 || meanings[1].Weight < meanings[0].Weight)
                ? _vocabulary[meanings[0].Id] : tokens[i]);
        }

        return corrected;
    }

    private void Spread(QueryWord word, float[] matched)
    {
        foreach (var (id, weight) in word.Meanings)
        {
            var value = weight * Math.Min(_idf[id], word.Idf);
            foreach (var row in _rowsOfToken[id])
                matched[row] += value;
        }
    }

    private List<(int Row, float Quick)> Best(Scratch scratch, float total)
    {
        var best = new List<(int Row, float Quick)>(Refined + 1);
        var floor = 0f;
        for (var i = 0; i < _rows.Length; i++)
        {
            var matched = scratch.Matched[i];
            var cosine = scratch.Cosine[i];
            if (matched <= 0 && cosine < 0.3f)
                continue;
            var precision = Math.Min(1f, matched / total);
            var quick = precision + (0.3f * Math.Min(1f, matched / _rows[i].Total)) + (0.9f * cosine);
            if (best.Count == Refined && quick <= floor)
                continue;
            var at = best.Count;
            while (at > 0 && best[at - 1].Quick < quick)
                at--;
            best.Insert(at, (i, quick));
            if (best.Count > Refined)
                best.RemoveAt(Refined);
            floor = best[^1].Quick;
        }

        return best;
    }

    private MatchResult Decide(List<string> tokens, string plain, QueryWord[] words, float total, List<(int Row, float Quick)> best, Scratch scratch)
    {
        var qualifiers = tokens.FindAll(Qualifiers.IsQualifier);
        var scored = new List<(int Row, double Score, bool Conflict)>(best.Count);
        foreach (var (row, _) in best)
        {
            var score = Score(_rows[row], words, total, scratch.Cosine[row]);
            var conflict = Qualifiers.Conflict(qualifiers, _rows[row].Tokens);
            scored.Add((row, conflict ? score - 0.08 : score, conflict));
        }

        if (_exact.TryGetValue(Key(tokens), out var same))
        {
            for (var i = 0; i < scored.Count; i++)
            {
                if (same.Contains(scored[i].Row))
                    scored[i] = (scored[i].Row, 0.98 + (0.02 * scratch.Cosine[scored[i].Row]), false);
            }
        }

        var verbatim = _verbatim.TryGetValue(plain, out var named) ? named : -1;
        for (var i = 0; i < scored.Count; i++)
        {
            if (scored[i].Row == verbatim)
                scored[i] = (verbatim, 2, false);
        }

        scored.Sort((left, right) => right.Score.CompareTo(left.Score));
        var shown = scored.Take(5).Select(entry => new MatchCandidate(_rates[entry.Row], Math.Round(Math.Clamp(entry.Score, 0, 1), 4))).ToList();
        if (shown.Count == 0)
            return MatchResult.Nothing;
        if (scored[0].Score < ShownFrom)
            return new(MatchOutcome.None, 0, shown, null);
        var top = scored[0];
        var lead = scored.Count > 1 ? top.Score - scored[1].Score : 1;
        var confidence = Confidence(top.Score, lead);
        if (top.Row == verbatim || (same is { Count: 1 } && same[0] == top.Row))
            return new(MatchOutcome.Matched, 0.99, shown, null);
        if (top.Score < TakenFrom)
            return new(MatchOutcome.Ambiguous, confidence, shown, "the wording is too far from any tariff row");
        if (IsTooGeneral(_rows[top.Row], words))
            return new(MatchOutcome.Ambiguous, confidence, shown, "the wording is more general than any tariff row");
        if (top.Conflict)
            return new(MatchOutcome.Ambiguous, confidence, shown, "a qualifier of the wording is not in the nearest tariff row");
        if (lead < Lead && SamePrice(top.Row, scored[1].Row) is false)
            return new(MatchOutcome.Ambiguous, confidence, shown, "several tariff rows are equally near");
        if (OpenQualifier(tokens, scored) is { } open)
            return new(MatchOutcome.Ambiguous, confidence, shown, open);
        return new(MatchOutcome.Matched, confidence, shown, null);
    }

    /// <summary>Another row that differs only by a qualifier the description leaves out: the service may be either.</summary>
    private string? OpenQualifier(List<string> tokens, List<(int Row, double Score, bool Conflict)> scored)
    {
        var top = _rows[scored[0].Row];
        var open = top.Tokens.Where(token => Qualifiers.IsQualifier(token) && !tokens.Contains(token)).ToList();
        for (var i = 1; i < Math.Min(scored.Count, 8); i++)
        {
            var (other, score, conflict) = scored[i];
            if (conflict || score < scored[0].Score - 0.3 || SamePrice(scored[0].Row, other) is true)
                continue;
            var extra = _rows[other].Tokens.Where(token => !top.Tokens.Contains(token) && !tokens.Contains(token)).ToList();
            if (open.Count + extra.Count > 0 && extra.Count <= open.Count && extra.TrueForAll(Qualifiers.IsQualifier)
                && top.Tokens.Where(token => !_rows[other].Tokens.Contains(token)).All(token => Qualifiers.IsQualifier(token) && !tokens.Contains(token)))
                return $"the wording leaves open: {string.Join(", ", open.Concat(extra).Distinct())}";
        }

        return null;
    }

    private bool SamePrice(int left, int right) => _rates[left].Figures.AsSpan().SequenceEqual(_rates[right].Figures);

    private static double Score(Row row, QueryWord[] words, float total, float cosine)
    {
        Span<float> found = row.Ids.Length <= 128 ? stackalloc float[row.Ids.Length] : new float[row.Ids.Length];
        var precision = Math.Min(1f, Find(row, words, found) / total);
        var recall = 0f;
        foreach (var part in row.Parts)
        {
            var got = 0f;
            foreach (var position in part.Positions)
                got += found[position] * row.Idf[position];
            recall = Math.Max(recall, part.Factor * got / part.Total);
        }

        var harmonic = precision + recall == 0 ? 0 : (1 + RecallShare) * precision * recall / ((RecallShare * precision) + recall);
        return (TokenShare * harmonic) + ((1 - TokenShare) * Math.Max(cosine, 0.85f * harmonic));
    }

    /// <summary>Marks the row's words that the description has and returns the weight of the description they explain.</summary>
    private static float Find(Row row, QueryWord[] words, Span<float> found)
    {
        var matched = 0f;
        foreach (var word in words)
        {
            var best = 0f;
            var at = -1;
            foreach (var (id, weight) in word.Meanings)
            {
                if (weight <= best)
                    continue;
                var position = row.Ids.AsSpan().IndexOf(id);
                if (position >= 0)
                    (best, at) = (weight, position);
            }

            if (at < 0)
                continue;
            matched += best * word.Idf;
            found[at] = Math.Max(found[at], best);
        }

        return matched;
    }

    /// <summary>
    /// "CT scan" and "dressing" fit many services: a description must say most of what its row says, one word all of it. Qualifiers
    /// are left to <see cref="OpenQualifier"/>, and a session is how a service is counted.
    /// </summary>
    private static bool IsTooGeneral(Row row, QueryWord[] words)
    {
        Span<float> found = row.Ids.Length <= 128 ? stackalloc float[row.Ids.Length] : new float[row.Ids.Length];
        Find(row, words, found);
        var coverage = 0f;
        foreach (var part in row.Parts)
        {
            if (part.Factor < StrongPart)
                continue;
            float got = 0, all = 0;
            foreach (var position in part.Positions)
            {
                if (row.IsOptional[position])
                    continue;
                got += found[position] * row.Idf[position];
                all += row.Idf[position];
            }

            coverage = all == 0 ? coverage : Math.Max(coverage, got / all);
        }

        return coverage < (words.Count(word => word.Idf > FillerWeight) <= 1 ? 0.7f : 0.5f);
    }

    private static double Confidence(double score, double lead) =>
        Math.Round(Math.Clamp(0.5 + (0.35 * Math.Min(1, (score - 0.5) / 0.4)) + (0.15 * Math.Min(1, lead / 0.2)), 0, 0.99), 2);

    private Row MakeRow(string name, List<string> tokens, List<string> canonical, List<string> plain)
    {
        var ids = tokens.Select(token => _vocabulary.Find(token)!.Value).ToArray();
        var idf = ids.Select(id => _idf[id]).ToArray();
        var parts = new List<Part> { MakePart(canonical, tokens, idf, 1f), MakePart(plain, tokens, idf, 1f) };
        foreach (var piece in Pieces(name))
        {
            var own = Wording.Tokens(piece, _phrases).Where(tokens.Contains).ToList();
            if (own.Count > 0 && own.Count < tokens.Count)
                parts.Add(MakePart(own, tokens, idf, own.Count > 1 || _rowsOfToken[ids[tokens.IndexOf(own[0])]].Length <= 3 ? StrongPart : WeakPart));
        }

        return new([.. canonical], [.. tokens.Select(token => Qualifiers.IsQualifier(token) || token == "session")], ids, idf, parts.Min(part => part.Total), [.. parts]);
    }

    private static Part MakePart(List<string> own, List<string> tokens, float[] idf, float factor)
    {
        var positions = own.Select(token => tokens.IndexOf(token)).ToArray();
        return new(positions, positions.Sum(position => idf[position]), factor);
    }

    /// <summary>The name without brackets and without what follows "including" or "excluding", and each side of a stroke.</summary>
    private static IEnumerable<string> Pieces(string name)
    {
        var plain = name;
        for (var open = plain.IndexOf('(', StringComparison.Ordinal); open >= 0; open = plain.IndexOf('(', StringComparison.Ordinal))
        {
            var close = plain.IndexOf(')', open);
            plain = close < 0 ? plain[..open] : plain.Remove(open, close - open + 1);
        }

        foreach (var word in (ReadOnlySpan<string>)["excluding", "including", "inclusive", "incl", "with or without", "with/without"])
        {
            var at = plain.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at > 5)
                plain = plain[..at];
        }

        var pieces = new List<string> { plain };
        if (plain.Contains('/', StringComparison.Ordinal))
            pieces.AddRange(plain.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var comma = plain.IndexOf(',', StringComparison.Ordinal);
        if (comma > 5)
            pieces.Add(plain[..comma]);
        return pieces;
    }

    private static string Verbatim(string name) => string.Join(' ', Wording.Split(name));

    private static string Key(List<string> tokens)
    {
        var sorted = tokens.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        return string.Join(' ', sorted);
    }

    private readonly record struct QueryWord(float Idf, List<(int Id, float Weight)> Meanings);

    private readonly record struct Part(int[] Positions, float Total, float Factor);

    private sealed record Row(HashSet<string> Tokens, bool[] IsOptional, int[] Ids, float[] Idf, float Total, Part[] Parts);

    private sealed class Scratch(int rows)
    {
        public float[] Matched { get; } = new float[rows];

        public float[] Cosine { get; } = new float[rows];
    }
}
