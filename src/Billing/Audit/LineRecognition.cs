using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;
using MediAgents.Billing.Rules;

namespace MediAgents.Billing.Audit;

/// <summary>Says for each line what service or medicine it is and on which days it can have been given.</summary>
internal static class LineRecognition
{
    public static IReadOnlyList<LineContext> Recognise(Bill bill, AuditOptions options, RateBook rates)
    {
        var index = rates.Cghs.Index;
        var known = new Dictionary<string, (MatchResult Procedure, List<string> Tokens)>(StringComparer.OrdinalIgnoreCase);
        var lines = new List<LineContext>(bill.Lines.Count);
        foreach (var line in bill.Lines)
        {
            if (!known.TryGetValue(line.Description, out var match))
                known[line.Description] = match = (index.Match(line.Description), index.Tokens(line.Description));
            var medicine = match.Procedure.Outcome == MatchOutcome.Matched && match.Procedure.Confidence > 0.9
                ? null : rates.Nppa.Index.Match(Wording(line), line.Unit);
            var procedure = medicine is not null ? MatchResult.Nothing : ByCode(line, Settled(line, match.Procedure, index), rates.Cghs);
            lines.Add(new(line, ServiceDays.Of(line, bill, options), procedure, medicine,
                string.Join(' ', match.Tokens.Order(StringComparer.Ordinal)), [.. match.Tokens]));
        }

        return lines;
    }

    /// <summary>A pack in a column of its own counts like one in the description.</summary>
    private static string Wording(BillLine line) =>
        line.Pack is { } pack && Dosage.Parse(line.Description) is { PackCount: null, VolumeMl: null } ? $"{line.Description} {Packs.Words(pack)}" : line.Description;

    /// <summary>Words beside the row that would make it another service, if they belong to it, leave open which one it is.</summary>
    private static MatchResult Settled(BillLine line, MatchResult match, ProcedureIndex index)
    {
        if (match.Outcome != MatchOutcome.Matched || line.OtherDescription is not { } other)
            return match;
        var whole = index.Match(other);
        return whole.Outcome == MatchOutcome.Matched && !SamePrice(whole.Best!, match.Best!)
            ? whole with { Outcome = MatchOutcome.Ambiguous, Reason = "the words on the line beside it may belong to it and name another service" }
            : match;
    }

    private static bool SamePrice(CghsRate left, CghsRate right) => left.Figures.AsSpan().SequenceEqual(right.Figures);

    /// <summary>A printed CGHS code decides, unless the wording beside it is another service: then it may be either.</summary>
    private static MatchResult ByCode(BillLine line, MatchResult match, CghsTable table)
    {
        if (line.Code is not { } code || table.Find(code) is not { } rate)
            return match;
        if (match.Best == rate && match.Outcome == MatchOutcome.Matched)
            return match with { Confidence = 0.99 };
        var likeness = match.Candidates.FirstOrDefault(candidate => candidate.Rate == rate).Score;
        IReadOnlyList<MatchCandidate> candidates = [new(rate, likeness), .. match.Candidates.Where(candidate => candidate.Rate != rate)];
        var contradicted = match.Outcome == MatchOutcome.Matched && !SamePrice(match.Best!, rate);
        return likeness >= 0.35 && !contradicted
            ? new(MatchOutcome.Matched, 0.95, candidates, null)
            : new(MatchOutcome.Ambiguous, 0.4, candidates, $"the printed code {code} and the wording name different services");
    }
}
