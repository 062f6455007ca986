using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;
using MediAgents.Billing.Rules;

namespace MediAgents.Billing.Audit;

/// <summary>Says for each line what service or medicine it is and on which days it can have been given.</summary>
internal static class LineRecognition
{
    /// <summary>A service that stands this clearly in the tariff is not looked for among medicines.</summary>
    private const double ClearlyAProcedure = 0.85;

    public static IReadOnlyList<LineContext> Recognise(Bill bill, AuditOptions options, RateBook rates)
    {
        var known = new Dictionary<(CghsTable, string), (MatchResult Procedure, List<string> Tokens)>(new DescriptionComparer());
        var lines = new List<LineContext>(bill.Lines.Count);
        foreach (var line in bill.Lines)
        {
            var days = ServiceDays.Of(line, bill, options);
            var tariff = TariffOf(bill, options, rates, days);
            // Without a tariff for the day a line is still recognised, by the latest list, so that other rules know what it is.
            var table = tariff ?? rates.Cghs;
            if (!known.TryGetValue((table, line.Description), out var match))
                known[(table, line.Description)] = match = (table.Index.Match(line.Description), RateBook.Shipped.Cghs.Index.Tokens(line.Description));
            var ceilings = days is { } sold && rates.NppaOn(sold.Earliest) is { } valid ? valid : rates.Nppa;
            var medicine = match.Procedure.Outcome == MatchOutcome.Matched && match.Procedure.Clearness > ClearlyAProcedure
                ? null : ceilings.Index.Match(line.Description, line.Unit, line.Pack);
            var procedure = medicine is not null ? MatchResult.Nothing : ByCode(line, Settled(line, match.Procedure, table.Index), table);
            lines.Add(new(line, days, procedure, medicine, string.Join(' ', match.Tokens.Order(StringComparer.Ordinal)), [.. match.Tokens])
            {
                Tariff = tariff,
                Ceilings = ceilings,
            });
        }

        return lines;
    }

    /// <summary>The payer's list for a line: the edition must hold on every day the service can have been given and, if known, on that of admission.</summary>
    private static CghsTable? TariffOf(Bill bill, AuditOptions options, RateBook rates, ServiceDays? possible)
    {
        var kind = options.TariffKind;
        return possible is { } days && rates.ServicesOn(kind, days.Earliest) is { } table && ReferenceEquals(rates.ServicesOn(kind, days.Latest), table)
            && (bill.Admitted is not { } admitted || ReferenceEquals(rates.ServicesOn(kind, admitted), table))
            ? table : null;
    }

    /// <summary>A pack in a column of its own counts like one in the description.</summary>
    public static string Wording(BillLine line) =>
        line.Pack is { } pack && Dosage.Parse(line.Description) is { PackCount: null, VolumeMl: null } ? $"{line.Description} {Packs.Words(pack)}" : line.Description;

    /// <summary>Words beside the row that would make it another service, if they belong to it, leave open which one it is.</summary>
    private static MatchResult Settled(BillLine line, MatchResult match, ProcedureIndex index)
    {
        if (match.Outcome != MatchOutcome.Matched || line.OtherDescription is not { } other)
            return match;
        var whole = index.Match(other);
        return whole.Outcome == MatchOutcome.Matched && !whole.Best!.CostsTheSameAs(match.Best!)
            ? whole with { Outcome = MatchOutcome.Ambiguous, Reason = "the words on the line beside it may belong to it and name another service" }
            : match;
    }

    /// <summary>A printed code of the list decides, unless the wording beside it is another service: then it may be either.</summary>
    private static MatchResult ByCode(BillLine line, MatchResult match, CghsTable table)
    {
        if (line.Code is not { } code || table.Find(code) is not { } rate)
            return match;
        if (match.Best == rate && match.Outcome == MatchOutcome.Matched)
            return match with { Confidence = 0.99 };
        var likeness = match.Candidates.FirstOrDefault(candidate => candidate.Rate == rate).Score;
        IReadOnlyList<MatchCandidate> candidates = [new(rate, likeness), .. match.Candidates.Where(candidate => candidate.Rate != rate)];
        var contradicted = match.Outcome == MatchOutcome.Matched && !match.Best!.CostsTheSameAs(rate);
        return likeness >= 0.35 && !contradicted
            ? new(MatchOutcome.Matched, 0.95, candidates, null)
            : new(MatchOutcome.Ambiguous, 0.4, candidates, $"the printed code {code} and the wording name different services");
    }

    private sealed class DescriptionComparer : IEqualityComparer<(CghsTable Table, string Description)>
    {
        public bool Equals((CghsTable Table, string Description) x, (CghsTable Table, string Description) y) =>
            ReferenceEquals(x.Table, y.Table) && StringComparer.OrdinalIgnoreCase.Equals(x.Description, y.Description);

        public int GetHashCode((CghsTable Table, string Description) obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Description);
    }
}
