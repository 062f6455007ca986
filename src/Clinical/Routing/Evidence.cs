using MediAgents.Clinical.Language;

namespace MediAgents.Clinical;

/// <summary>The evidence a text holds for each direction, and where it stands.</summary>
internal sealed class Evidence
{
    private const int MostQuotes = 2;
    private const int LongestQuote = 80;

    // A denial weighs nothing; the rest only less, so that "my father had a stroke" alone still goes to the neurologist.
    private const double FamilyFactor = 0.2;
    private const double PastFactor = 0.45;
    private const double AskedFactor = 0.25;
    private const double AsideFactor = 0.7;

    // The complaint comes first; what is told sentences later is more and more an aside or an examination.
    private const double DecayPerSentence = 0.06;
    private const double LeastDecay = 0.04;

    // "Presents with", "my main problem".
    private const double ChiefFactor = 1.6;

    // Beyond this, two signs of one rule belong to different stretches of a consultation.
    private const int FarthestSentences = 12;

    private readonly double[] total = new double[RoutingWeights.Directions];
    private readonly double[] own = new double[RoutingWeights.Directions];
    private readonly List<(PhraseMatch Place, double Weight)>[] ownPlaces = new List<(PhraseMatch, double)>[RoutingWeights.Directions];
    private readonly List<(PhraseMatch Place, double Weight)>[] places = new List<(PhraseMatch, double)>[RoutingWeights.Directions];
    private readonly string text;
    private readonly Token[] tokens;

    public Evidence(string text, Reading<RoutingWeights> reading)
    {
        this.text = text;
        tokens = reading.Tokens;
        for (var d = 0; d < places.Length; d++)
            (places[d], ownPlaces[d]) = ([], []);

        var chief = ChiefSentences(tokens);
        var strengths = new double[reading.Matches.Count];
        var firstSentence = int.MaxValue;
        var strongest = 0.0;
        for (var i = 0; i < strengths.Length; i++)
        {
            strengths[i] = StrengthOf(reading.Matches[i]);
            if (strengths[i] > 0)
                firstSentence = Math.Min(firstSentence, SentenceOf(reading.Matches[i]));
            strongest = Math.Max(strongest, strengths[i]);
        }

        for (var i = 0; i < strengths.Length; i++)
        {
            if (strengths[i] > 0)
                Add(reading.Matches[i], strengths[i] / strongest * Place(SentenceOf(reading.Matches[i]), firstSentence, chief));
        }
    }

    /// <summary>How many words the text has.</summary>
    public int Words => tokens.Length;

    /// <summary>All that speaks for a direction, less what speaks against it; never negative.</summary>
    public double Total(int direction) => Math.Max(0, total[direction]);

    /// <summary>As <see cref="Total"/>, but only from phrases that speak for this direction above all others.</summary>
    public double Own(int direction) => Math.Max(0, Math.Min(own[direction], total[direction]));

    /// <summary>
    /// Whether two directions are told apart from each other, each by a clear sign in a clause of its own: "my knee hurts and I get
    /// palpitations". A second sign inside the clause of the first ("numb hand with neck pain") is one complaint.
    /// </summary>
    /// <param name="one">A direction.</param>
    /// <param name="other">Another direction.</param>
    /// <param name="least">Evidence a clause must hold for its direction alone, in the units of the lexicon.</param>
    public bool AreToldApart(int one, int other, double least)
    {
        var clauses = Clauses();
        var (ones, others) = (ByClause(ownPlaces[one], clauses), ByClause(ownPlaces[other], clauses));
        return Exists(ones, others, least) && Exists(others, ones, least);
    }

    private static bool Exists(Dictionary<int, double> clauses, Dictionary<int, double> others, double least)
    {
        foreach (var (clause, weight) in clauses)
        {
            if (weight >= least && others.GetValueOrDefault(clause) == 0)
                return true;
        }

        return false;
    }

    private static Dictionary<int, double> ByClause(List<(PhraseMatch Place, double Weight)> found, int[] clauses)
    {
        var weights = new Dictionary<int, double>();
        foreach (var (place, weight) in found)
        {
            if (clauses[place.First] == clauses[place.Last])
                weights[clauses[place.First]] = weights.GetValueOrDefault(clauses[place.First]) + weight;
        }

        return weights;
    }

    /// <summary>The clause of each word: a new one begins at a mark, and at "and I", "and my".</summary>
    private int[] Clauses()
    {
        var clauses = new int[tokens.Length];
        for (var i = 1; i < tokens.Length; i++)
        {
            var begins = tokens[i].Before != Break.None
                || (i + 1 < tokens.Length && IsAnd(tokens[i]) && (tokens[i + 1].Cue & (Cue.FirstPerson | Cue.My)) != Cue.None);
            clauses[i] = clauses[i - 1] + (begins ? 1 : 0);
        }

        return clauses;
    }

    private bool IsAnd(in Token token) => text.AsSpan(token.Start, token.Length).Equals("and", StringComparison.OrdinalIgnoreCase);

    /// <summary>The words that told it most, quoted from the text.</summary>
    public string Reason(int direction)
    {
        var spans = new List<(int First, int Last)>();
        places[direction].Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Place.First.CompareTo(b.Place.First));
        foreach (var (place, _) in places[direction])
        {
            if (spans.Count == MostQuotes && !spans.Exists(s => Touches(s, place)))
                continue;
            var near = spans.FindIndex(s => Touches(s, place));
            if (near < 0)
                spans.Add((place.First, place.Last));
            else if (Quote((Math.Min(spans[near].First, place.First), Math.Max(spans[near].Last, place.Last))).Length <= LongestQuote)
                spans[near] = (Math.Min(spans[near].First, place.First), Math.Max(spans[near].Last, place.Last));
        }

        spans.Sort();
        return string.Join("; ", spans.ConvertAll(span => Quote(Rounded(span))));
    }

    private bool Touches((int First, int Last) span, PhraseMatch place) =>
        tokens[span.First].Sentence == tokens[place.First].Sentence && place.First <= span.Last + 3 && place.Last >= span.First - 3;

    /// <summary>With the medical words that follow at once, so that "climbing" does not stand without its stairs.</summary>
    private (int First, int Last) Rounded((int First, int Last) span)
    {
        var last = span.Last;
        while (last + 1 < tokens.Length && tokens[last + 1].Before == Break.None && tokens[last + 1].Concepts != UInt128.Zero
            && !tokens[last + 1].Mention.HasFlag(Mention.Negated))
            last++;
        return (span.First, last);
    }

    /// <summary>Whether a word carries meaning of its own.</summary>
    public bool IsTelling(int token) => tokens[token].Cue == Cue.None;

    /// <summary>The words of a span as they stand in the text, at most 80 characters.</summary>
    public string Quote((int First, int Last) span)
    {
        var start = tokens[span.First].Start;
        var length = Math.Min(tokens[span.Last].Start + tokens[span.Last].Length - start, LongestQuote);
        return string.Join(' ', text.Substring(start, length).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private void Add(EntryMatch<RoutingWeights> match, double strength)
    {
        var weights = match.Entry.Payload.Of;
        for (var d = 0; d < weights.Length; d++)
        {
            if (weights[d] == 0)
                continue;
            total[d] += weights[d] * strength;
            if (weights[d] > 0)
                places[d].Add((match.Parts[0], weights[d] * strength));
        }

        var direction = match.Entry.Payload.Strongest;
        own[direction] += weights[direction] * strength;
        ownPlaces[direction].Add((match.Parts[0], weights[direction] * strength));
    }

    private double StrengthOf(EntryMatch<RoutingWeights> match)
    {
        var strength = 1.0;
        var (first, last) = (int.MaxValue, 0);
        foreach (var part in match.Parts)
        {
            strength = Math.Min(strength, FactorOf(part.Mention));
            (first, last) = (Math.Min(first, tokens[part.First].Sentence), Math.Max(last, tokens[part.First].Sentence));
        }

        return last - first > FarthestSentences ? 0 : strength;
    }

    private int SentenceOf(EntryMatch<RoutingWeights> match) => tokens[match.Parts[0].First].Sentence;

    private static double Place(int sentence, int first, HashSet<int> chief) =>
        Math.Max(LeastDecay, 1 - (DecayPerSentence * (sentence - first))) * (chief.Contains(sentence) ? ChiefFactor : 1);

    private static HashSet<int> ChiefSentences(Token[] tokens)
    {
        var sentences = new HashSet<int>();
        foreach (ref readonly var token in tokens.AsSpan())
        {
            if ((token.Cue & Cue.Chief) != Cue.None)
                sentences.Add(token.Sentence);
        }

        return sentences;
    }

    private static double FactorOf(Mention mention)
    {
        if (mention.HasFlag(Mention.Negated))
            return 0;
        var factor = 1.0;
        if ((mention & (Mention.Family | Mention.Kin)) != Mention.Present)
            factor *= FamilyFactor;
        if (mention.HasFlag(Mention.Past))
            factor *= PastFactor;
        if (mention.HasFlag(Mention.Asked))
            factor *= AskedFactor;
        if (mention.HasFlag(Mention.Aside))
            factor *= AsideFactor;
        return factor;
    }
}
