using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>
/// What a package rate includes, billed beside the package on its days (<see cref="PackageParts"/>, <see cref="PackagePeriod"/>).
/// A line with a tariff row of its own is not taken as a part; whether a medicine, an investigation or a visit belongs to the package
/// cannot be told from a bill. PM-JAY packages are all-inclusive too; their own guidelines are not at hand, so there it is only asked. So it is
/// of a CGHS bill from before the list at hand: earlier terms of empanelment had packages of the same kind.
/// </summary>
internal sealed class PackageContentsRule : IAuditRule
{
    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        if (PeriodsOf(context) is not { Count: > 0 } periods)
            yield break;
        foreach (var line in context.Charges)
        {
            if (line.Rate is not null || line.ResemblesService)
                continue;
            if (line.Medicine is not null)
            {
                if (context.CghsBinds)
                    context.LeaveAlone(line, $"medicines of a package are included in it; whether this one belongs to {periods[0].Package.Rate!.Code} is not on the bill");
            }
            else if (PackageParts.Of(line) is not { } part)
                continue;
            else if (line.Days is null || (line.Tariff is null && periods[0].Package.Tariff is not null))
                context.LeaveAlone(line, $"it reads as part of {periods[0].Package.Rate!.Code}, but the day of the service is open or no {TableOf(context, periods[0]).Version.List} table holds on it");
            else if (Propose(context, periods, line, part.Name, part.IsByDay) is { } proposal)
                yield return proposal;
        }
    }

    /// <summary>Investigations and visits on the days of a package, which may be its own; for the reader to know.</summary>
    public static (LineContext Package, IReadOnlyList<LineContext> Lines)? OpenParts(AuditContext context)
    {
        if (!context.CghsBinds || PeriodsOf(context) is not [{ Package.Tariff: not null } period, ..])
            return null;
        var open = context.Charges.Where(line => line is { Rate.Class: RateClass.Investigation or RateClass.Consultation, Days: not null } && period.Share(line, false).Possible > 0).ToList();
        return open.Count > 0 ? (period.Package, open) : null;
    }

    private static List<PackagePeriod> PeriodsOf(AuditContext context) =>
        context.CghsBinds || context.Options.InsuranceType == InsuranceType.Pmjay
            ? [.. context.Charges.Where(line => line.Rate?.Class == RateClass.Package && (line.Tariff is not null || (context.CghsBinds && line.Days is not null))).Select(line => new PackagePeriod(line, context.Bill.Admitted))]
            : [];

    /// <summary>The list that holds for a package, or else the latest, by which it was recognised.</summary>
    private static CghsTable TableOf(AuditContext context, PackagePeriod period) => period.Package.Tariff ?? context.Rates.Cghs;

    private static Proposal? Propose(AuditContext context, List<PackagePeriod> periods, LineContext line, string part, bool isByDay)
    {
        var (period, (sure, possible)) = periods.Select(period => (period, share: period.Share(line, isByDay))).OrderByDescending(entry => entry.share.Sure).ThenByDescending(entry => entry.share.Possible).First();
        if (possible == 0)
            return null;
        var package = period.Package;
        // An operation that could not be placed may be what it was for; that explanation costs the hospital nothing.
        var other = isByDay ? null : context.Charges.FirstOrDefault(charge => charge.Rate is null && charge is { ResemblesService: true, Medicine: null }
            && charge.Procedure.Candidates[0].Rate.Class is RateClass.Package or RateClass.DayCare);
        var disputes = context.CghsBinds && sure > 0 && other is null && package.Tariff is not null && line.Tariff is not null;
        var table = TableOf(context, period);
        var (rate, version) = (package.Rate!, table.Version);
        return new($"{table.Kind.Word()}.package-contents", FindingKind.Unbundled, disputes ? Verdict.Dispute : Verdict.Query, disputes ? 0.88 : 0.6,
            $"\"{line.Line.Description}\" is part of the package {rate.Code} \"{rate.Name}\" on line {package.Line.Line}, which includes {part}."
            + (other is not null ? $" It may belong to line {other.Line.Line}, of which it is open what it is."
                : package.Tariff is null ? " The list of that day is not at hand; packages of earlier terms of empanelment are of the same kind."
                : sure == 0 ? " Whether its day lies within those of the package is open."
                : sure < 1 ? $" Of its {line.Line.EffectiveQuantity:0.##} days {sure * line.Line.EffectiveQuantity:0.##} lie surely within those of the package." : ""))
        {
            Lines = [line.Line.Line],
            Claims = new Dictionary<int, decimal> { [line.Line.Line] = Money.Round(line.Line.AmountInr * (disputes ? sure : possible)) },
            High = Money.Round(line.Line.AmountInr * possible),
            Counts = disputes,
            Ask = "Ask why it is billed beside the package; a stay beyond the days of the package may be.",
            Tariff = new(version.List, rate.Code, rate.Name, null, version.ValidFrom, null, version.Citation),
        };
    }
}
