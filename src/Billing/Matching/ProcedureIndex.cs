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
        lexicon = new(all.ConvertAll(one => NamePart.Words(one.Tokens, one.Plain)), rates.Count);
        spelling = new(all.SelectMany(one => one.Plain).Concat(phrases.Words));
        var said = rates.Select(_ => new HashSet<int>()).ToArray();
        rows = [.. all.Select(one => NamePart.Row(one.Service, rates[one.Service], one.Text, one.Tokens, one.Plain, phrases, lexicon, said[one.Service]))];
        foreach (var one in all)
            known.AddTokens(one.Tokens, one.Service);
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
        if (whole.Outcome == MatchOutcome.Matched)
            return whole;
        // The letter C before an analyte is "serum" shortened: the three languages write both alike.
        if (english.StartsWith("c ", StringComparison.Ordinal) && IndicScript.HasAny(description) && MatchOrGloss($"serum {english[2..]}", description) is { Outcome: MatchOutcome.Matched } serum)
            return serum;
        return Glosses.Agreeing(english, description, whole, MatchWhole);
    }

    private MatchResult MatchOrGloss(string english, string description) =>
        MatchWhole(english) is var whole && whole.Outcome == MatchOutcome.Matched ? whole : Glosses.Agreeing(english, description, whole, MatchWhole);

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
        return tokens.Count is 0 or > MostTokens ? MatchResult.Nothing
            : Match(tokens, plain, service ?? known.ByWording(plain) ?? known.ByWording(string.Join(' ', written.Where(word => !Lexicon.IsFiller(word)))));
    }

    /// <summary>
    /// The tariff's own names, each at the number of its service, then what hospitals use. One word that the names of several services
    /// have, "dressing", is a name only word for word: near it lie other services.
    /// </summary>
    private List<Name> Names(IReadOnlyList<CghsRate> rates)
    {
        var own = rates.Select((rate, i) => Read(i, rate.Name)).ToList();
        var others = rates.SelectMany((rate, i) => OtherNames.OfServices.Of(rate.Name).Select(name => Read(i, name))).ToList();
        var having = own.SelectMany(one => one.Tokens.Union(one.Plain)).CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. own, .. others.Where(Tells)];

        bool Tells(Name name)
        {
            var telling = name.Tokens.FindAll(word => !Lexicon.IsFiller(word));
            return telling.Count > 1 || (telling.Count == 1 && having.GetValueOrDefault(telling[0]) < 2);
        }
    }

    /// <summary>A name's words, which from now on mean its service word for word.</summary>
    private Name Read(int service, string text)
    {
        var words = Wording.Split(text);
        known.AddWording(words, service);
        return new(service, text, Wording.Tokens(words, phrases), Wording.Plain(words));
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

    /// <summary>A name of a service, in canonical words and in words as written.</summary>
    private sealed record Name(int Service, string Text, List<string> Tokens, List<string> Plain);
}
