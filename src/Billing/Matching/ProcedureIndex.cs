using MediAgents.Billing.Matching.Indic;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>
/// Places a bill's wording in the tariff. Rows are scored by the share of weighted tokens that agree, both ways, and by character
/// trigrams; one is chosen only when it stands clear of the others and no price-changing qualifier is open. Immutable after
/// construction and safe for concurrent callers.
/// </summary>
public sealed class ProcedureIndex
{
    private const int MostTokens = 60;
    private const double ConflictCost = 0.08;

    /// <summary>Above every likeness: the wording is the row's own.</summary>
    private const double Verbatim = 2;

    private readonly Phrases phrases;
    private readonly Lexicon lexicon;
    private readonly TariffRow[] rows;
    private readonly Spelling spelling;
    private readonly KnownNames names;
    private readonly CandidateSearch search;
    private readonly MatchDecision decision;

    public ProcedureIndex(IReadOnlyList<CghsRate> rates)
    {
        phrases = Phrases.Standard.LearnFrom(rates.Select(rate => rate.Name));
        var tokens = rates.Select(rate => Wording.Tokens(rate.Name, phrases)).ToArray();
        var plain = rates.Select(rate => Wording.Plain(rate.Name)).ToArray();
        lexicon = new([.. tokens.Zip(plain, NamePart.Words)]);
        spelling = new(plain.SelectMany(words => words).Concat(phrases.Words));
        rows = [.. rates.Select((rate, i) => NamePart.Row(rate.Name, tokens[i], plain[i], phrases, lexicon))];
        names = new(rates, tokens);
        search = new(rows, lexicon, new([.. rates.Select(rate => KnownNames.Verbatim(rate.Name))]));
        decision = new(rates, rows);
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
        var written = Written(description);
        var tokens = Wording.Tokens(written, phrases);
        return tokens.Count is 0 or > MostTokens ? MatchResult.Nothing : Match(tokens, string.Join(' ', written));
    }

    /// <summary>The words of the service itself, plain slips of the pen corrected.</summary>
    private List<string> Written(string description)
    {
        var written = Wording.Split(description, BillFurniture.Start(description));
        BillFurniture.Strip(written);
        spelling.Correct(written);
        return written;
    }

    private MatchResult Match(List<string> tokens, string plain)
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
        var verbatim = names.ByWording(plain);
        var same = names.ByTokens(corrected);
        var qualifiers = corrected.FindAll(Qualifiers.IsQualifier);
        var scored = candidates.ConvertAll(candidate =>
            candidate.Row == verbatim ? new(candidate.Row, Verbatim, false, total)
            : same.Contains(candidate.Row) ? new(candidate.Row, 0.98 + (0.02 * candidate.Cosine), false, total)
            : Score(candidate, words, total, qualifiers));
        scored.Sort((left, right) => right.Score.CompareTo(left.Score));
        var isWholeName = scored.Count > 0 && (scored[0].Row == verbatim || (same.Count == 1 && same[0] == scored[0].Row));
        return decision.Decide(corrected, words, scored, isWholeName);
    }

    private ScoredRow Score(Candidate candidate, QueryWord[] words, float total, List<string> qualifiers)
    {
        var row = rows[candidate.Row];
        var score = row.Score(words, total, candidate.Cosine, out var explained) - (row.Undefined(words) is null ? 0 : ConflictCost);
        return Qualifiers.Conflict(qualifiers, row.Tokens, row.Words)
            ? new(candidate.Row, score - ConflictCost, true, explained) : new(candidate.Row, score, false, explained);
    }
}
