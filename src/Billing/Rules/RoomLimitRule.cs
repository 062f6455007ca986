using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>
/// A private policy with a limit of room rent for a day. What a dearer room costs beyond it is the patient's, and policies reduce the
/// associated medical expenses (fees, theatre, nursing, procedures) in the proportion of limit to rent. IRDAI's norms on proportionate
/// deductions (circular of 11 June 2020 on standardisation in health insurance) exempt pharmacy and consumables, implants and medical
/// devices, diagnostics and intensive care, and hospitals whose fees do not depend on the room. The policy's wording decides, so it is
/// only asked about.
/// </summary>
internal sealed class RoomLimitRule : IAuditRule
{
    private const string Circular = "IRDAI circular of 11 June 2020 on standardisation in health insurance, norms on proportionate deductions";

    private static readonly string[] Exempt =
    [
        "pharmacy", "medicine", "drug", "consumable", "disposable", "implant", "stent", "lens", "iol", "device", "prosthesis", "diagnostic", "diagnostics",
        "laboratory", "lab", "investigation", "radiology", "pathology", "xray", "mri", "ct", "usg", "ecg", "blood", "oxygen", "ambulance", "registration", "diet", "food", "kit",
        "glove", "syringe", "cannula", "suture", "catheter", "tablet", "tab", "cap", "capsule", "syrup", "vial", "injection", "inj", "mg", "ml",
    ];

    private static readonly string[] Associated =
    [
        "consultation", "visit", "visiting", "surgeon", "anesthetist", "anesthesia", "theatre", "theater", "ot", "nursing", "nurse", "procedure", "surgery", "operation", "doctor",
        "rmo", "specialist", "professional", "assistant",
    ];

    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        if (context.Options is not { InsuranceType: InsuranceType.Private, RoomRentLimitInr: > 0 and var limit })
            yield break;
        var rooms = context.Charges.Where(line => Stays.IsRoom(line) && line.UnitPrice > 0).ToList();
        var dear = rooms.Where(room => context.NetUnitPrice(room) > limit).ToList();
        if (dear.Count == 0)
            yield break;
        yield return Excess(context, dear, limit);
        if (Proportion(context, rooms, dear, limit) is { } proportion)
            yield return proportion;
    }

    private static Proposal Excess(AuditContext context, List<LineContext> dear, decimal limit) =>
        new("room.limit", FindingKind.RoomRent, Verdict.Query, 0.85,
            $"The room costs {string.Join(", ", dear.Select(room => context.NetUnitPrice(room)).Distinct().Order().Select(Money.Text))} a day; the policy, as told, pays {Money.Text(limit)}.")
        {
            Lines = [.. dear.Select(room => room.Line.Line)],
            Claims = dear.ToDictionary(room => room.Line.Line, room => Money.Round((context.NetUnitPrice(room) - limit) * room.Line.EffectiveQuantity)),
            Ask = "Check the room limit in the wording of the policy; the rest of the rent is the patient's.",
            Tariff = Citation(limit),
        };

    /// <summary>Fees of days in a room within the limit are not reduced; where it is open which room they go with, the least reduction is taken.</summary>
    private static Proposal? Proportion(AuditContext context, List<LineContext> rooms, List<LineContext> dear, decimal limit)
    {
        var claims = new Dictionary<int, decimal>();
        var most = 0m;
        var highest = dear.Max(context.NetUnitPrice);
        foreach (var line in context.Charges.Where(IsAssociated))
        {
            var possible = rooms.Where(room => MayShareADay(room, line)).ToList();
            if (possible.Count == 0)
                continue;
            var amount = context.NetUnitPrice(line) * line.Line.EffectiveQuantity;
            var least = possible.Min(context.NetUnitPrice);
            if (least > limit)
                claims[line.Line.Line] = Money.Round(amount * (1 - (limit / least)));
            if (possible.Max(context.NetUnitPrice) > limit)
                most += Money.Round(amount * (1 - (limit / possible.Max(context.NetUnitPrice))));
        }

        if (claims.Count == 0)
            return null;
        return new("room.proportion", FindingKind.RoomRent, Verdict.Query, 0.6,
            $"A room of {Money.Text(highest)} a day against a limit of {Money.Text(limit)} lets a policy pay {limit / highest:0.##%} of fees, theatre, nursing and procedures;"
            + " medicines, consumables, implants, diagnostics and intensive care are not reduced.")
        {
            Lines = [.. claims.Keys.Order()],
            Claims = claims,
            High = most,
            Ask = "Ask the insurer whether the policy reduces associated medical expenses, and the hospital whether its fees depend on the room; if they do not, nothing may be taken off.",
            Tariff = Citation(limit),
        };
    }

    private static bool IsAssociated(LineContext line)
    {
        if (line.Medicine is not null || Stays.IsRoom(line) || Stays.IsIntensiveCare(line) || line.Names(Exempt) || IsPharmacy(line.Line.Section))
            return false;
        return line.Rate is { } rate
            ? rate.Class is RateClass.Consultation or RateClass.Package or RateClass.DayCare
            : line.Names(Associated);
    }

    private static bool IsPharmacy(string? section) =>
        section is not null && (section.Contains("pharmac", StringComparison.OrdinalIgnoreCase) || section.Contains("medicine", StringComparison.OrdinalIgnoreCase)
            || section.Contains("consumable", StringComparison.OrdinalIgnoreCase) || section.Contains("investigation", StringComparison.OrdinalIgnoreCase));

    private static bool MayShareADay(LineContext room, LineContext line)
    {
        if (room.Day is not { } first || line.Day is not { } day)
            return true;
        var days = (int)Math.Clamp(Math.Ceiling(room.Line.EffectiveQuantity), 1, 366);
        return day >= first && day.DayNumber < first.DayNumber + days;
    }

    private static TariffCitation Citation(decimal limit) => new("Policy", null, "Room rent limit as told, INR a day", null, null, limit, $"wording of the policy, which was not seen; {Circular}");
}
