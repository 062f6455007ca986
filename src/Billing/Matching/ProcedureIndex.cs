using MediAgents.Billing.Matching.Indic;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>
/// Places a bill's wording in the tariff, by the tariff's own names and by those that hospitals use. Names are scored by the share of weighted tokens that agree, both ways, and by character
/// trigrams; one is chosen only when it stands clear of the others and no price-changing qualifier is open. Immutable after
/// construction and safe for concurrent callers.
/// </summary>
public sealed class ProcedureIndex
{
    private const int MostTokens = 60;
    private const double ConflictCost = 0.08;

    /// <summary>Above every likeness: the wording is a name of the service word for word.</summary>
    private const double Verbatim = 2;

    /// <summary>The likeness of a wording in whose words, in some order, the service is named.</summary>
    private const double WholeName = 0.98;

    private readonly Phrases phrases;
    private readonly Lexicon lexicon;
    private readonly TariffRow[] rows;
    private readonly Spelling spelling;
    private readonly KnownNames known = new();
    private readonly CandidateSearch search;
    private readonly MatchDecision decision;

    public ProcedureIndex(IReadOnlyList<CghsRate> rates)
    {
        phrases = Phrases.Standard.LearnFrom(rates.Select(rate => rate.Name));
        var all = Names(rates);
        var tokens = all.ConvertAll(one => Wording.Tokens(one.Name, phrases));
        var plain = all.ConvertAll(one => Wording.Plain(one.Name));
        lexicon = new([.. tokens.Zip(plain, NamePart.Words)], rates.Count);
        spelling = new(plain.SelectMany(words => words).Concat(phrases.Words));
        var said = rates.Select(_ => new HashSet<int>()).ToArray();
        rows = [.. all.Select((one, i) => NamePart.Row(one.Service, rates[one.Service], one.Name, tokens[i], plain[i], phrases, lexicon, said[one.Service]))];
        foreach (var (one, words) in all.Zip(tokens))
            known.AddTokens(words, one.Service);
        search = new(rows, lexicon, new([.. rates.Select(rate => KnownNames.Verbatim(rate.Name))]));
        decision = new(rows);
    }

    /// <summary>The canonical tokens of a description under this tariff's vocabulary.</summary>
    public List<string> Tokens(string description) => Wording.Tokens(IndicReader.ToEnglish(description), phrases);

    public MatchResult Match(string description)
    {
        var english = IndicReader.ToEnglish(description);
        english = english[..BillFurniture.End(english)];
        var whole = MatchWhole(english);
        return whole.Outcome == MatchOutcome.Matched ? whole : Glosses.Agreeing(english, description, whole, MatchWhole);
    }

    private MatchResult MatchWhole(string description)
    {
        var written = Wording.Split(description, BillFurniture.Start(description));
        var service = known.ByWording(string.Join(' ', written));
        BillFurniture.Strip(written);
        spelling.Correct(written);
        var match = MatchWritten(written, service);
        return match.Outcome != MatchOutcome.Matched && BillFurniture.StripOne(written) && MatchWritten(written, null) is { Outcome: MatchOutcome.Matched } each ? each : match;
    }

    /// <param name="written">The words of the service itself, plain slips of the pen corrected.</param>
    /// <param name="service">What they name word for word, if that is known.</param>
    private MatchResult MatchWritten(List<string> written, int? service)
    {
        var tokens = Wording.Tokens(written, phrases);
        var plain = string.Join(' ', written);
        return tokens.Count is 0 or > MostTokens ? MatchResult.Nothing : Match(tokens, plain, service ?? known.ByWording(plain));
    }

    /// <summary>
    /// The tariff's own names, each at the number of its service, then what hospitals use. One word that the names of several services
    /// have, "dressing", is a name only word for word: near it lie other services.
    /// </summary>
    private List<(int Service, string Name)> Names(IReadOnlyList<CghsRate> rates)
    {
        var own = rates.Select((rate, i) => (Service: i, rate.Name)).ToList();
        var others = rates.SelectMany((rate, i) => OtherNames.OfServices.Of(rate.Name).Select(name => (Service: i, Name: name))).ToList();
        foreach (var (service, name) in own.Concat(others))
            known.AddWording(name, service);
        var having = rates.SelectMany(rate => Wording.Tokens(rate.Name, phrases).Union(Wording.Plain(rate.Name)))
            .CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. own, .. others.Where(other => Tells(Wording.Tokens(other.Name, phrases)))];

        bool Tells(List<string> words)
        {
            words.RemoveAll(Lexicon.IsFiller);
            return words.Count > 1 || (words.Count == 1 && having.GetValueOrDefault(words[0]) < 2);
        }
    }

    private MatchResult Match(List<string> tokens, string plain, int? verbatim)
    {
        var words = new QueryWord[tokens.Count];
        var total = 0f;
        for (var i = 0; i < tokens.Count; i++)
        {
            words[i] = lexicon.Look(tokens[i]);
            total += words[i].Idf;
        }

        var candidates = search.Find(words, total, plain);
        var corrected = lexicon.Corrected(tokens, words);
        var same = known.ByTokens(corrected);
        var qualifiers = corrected.FindAll(Qualifiers.IsQualifier);
        // A name that hospitals use means its service only when it is said whole.
        candidates.RemoveAll(candidate => !rows[candidate.Row].IsOwn && rows[candidate.Row].IsMoreThanSaidBy(words));
        var scored = candidates.ConvertAll(candidate =>
            same.Contains(rows[candidate.Row].Service) ? new(candidate.Row, WholeName + (0.02 * candidate.Cosine), false, total)
            : Score(candidate, words, total, qualifiers));
        if (verbatim is { } service)
            scored.Add(new(service, Verbatim, false, total));
        scored.Sort((left, right) => right.Score.CompareTo(left.Score));
        var services = scored.DistinctBy(one => rows[one.Row].Service).ToList();
        var isWholeName = services.Count > 0 && (verbatim is not null || (same.Count == 1 && same[0] == rows[services[0].Row].Service));
        return decision.Decide(corrected, words, services, isWholeName);
    }

    private ScoredRow Score(Candidate candidate, QueryWord[] words, float total, List<string> qualifiers)
    {
        var row = rows[candidate.Row];
        var score = row.Score(words, total, candidate.Cosine, out var explained) - (row.Undefined(words) is null ? 0 : ConflictCost);
        return Qualifiers.Conflict(qualifiers, row.Tokens, row.Words)
            ? new(candidate.Row, score - ConflictCost, true, explained) : new(candidate.Row, score, false, explained);
    }
}
