using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>
/// What a CGHS package rate includes, billed beside the package (CGHS office memorandum of 3 Oct 2025): registration, admission,
/// stay and diet, operation and anaesthesia, theatre, surgeon and visits, nursing, monitoring, disposables. A line with a tariff row of
/// its own is not taken as a part, and what an attendant takes is none; whether a medicine or an investigation belongs to the package
/// cannot be told from a bill.
/// </summary>
internal sealed class PackageContentsRule : IAuditRule
{
    private static readonly (string Part, string[] Words)[] Parts =
    [
        ("registration", ["registration"]),
        ("admission", ["admission"]),
        ("operation theatre", ["theatre", "theater", "ot"]),
        ("anaesthesia", ["anesthesia", "anesthetist", "anesthetic", "anesthesiologist"]),
        ("the surgeon", ["surgeon", "surgical team"]),
        ("nursing", ["nursing", "nurse"]),
        ("monitoring", ["monitoring", "monitor"]),
        ("diet", ["diet", "dietary", "food", "meal"]),
        ("stay", ["room", "bed", "accommodation"]),
        ("disposables", ["consumable", "disposable", "glove", "drape", "suture", "syringe", "cannula"]),
    ];

    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        if (!context.CghsBinds)
            yield break;
        var package = context.Charges.FirstOrDefault(line => line.Rate?.Class == RateClass.Package && line.Tariff is not null);
        if (package is null)
            yield break;
        foreach (var line in context.Charges)
        {
            if (line.Rate is not null || line.ResemblesService || line.Names("attendant", "companion", "visitor", "relative"))
                continue;
            if (line.Medicine is not null)
                context.LeaveAlone(line, $"medicines of a package are included in it; whether this one belongs to {package.Rate!.Code} is not on the bill");
            else if (Array.Find(Parts, part => part.Words.Any(line.Words.Contains)) is not { Part: { } name })
                continue;
            else if (line.Tariff is null)
                context.LeaveAlone(line, $"it reads as part of {package.Rate!.Code}, but the day of the service is open or no CGHS table holds on it");
            else
                yield return Propose(package, line, name);
        }
    }

    private static Proposal Propose(LineContext package, LineContext line, string part) =>
        new("cghs.package-contents", FindingKind.Unbundled, Verdict.Dispute, 0.88,
            $"\"{line.Line.Description}\" is part of the package {package.Rate!.Code} \"{package.Rate.Name}\" on line {package.Line.Line}, which includes {part}.")
        {
            Lines = [line.Line.Line],
            Claims = new Dictionary<int, decimal> { [line.Line.Line] = line.Line.AmountInr },
            Counts = true,
            Ask = "Ask why it is billed beside the package; a stay beyond the days of the package may be.",
            Tariff = new("CGHS", package.Rate.Code, package.Rate.Name, null, package.Tariff!.Version.ValidFrom, null, package.Tariff.Version.Citation),
        };
}
