using MediAgents.Billing.Audit;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Rules;

/// <summary>A line with what it was recognised as and the days on which its service can have been given.</summary>
internal sealed record LineContext(BillLine Line, ServiceDays? Days, MatchResult Procedure, MedicineMatch? Medicine, string Key, HashSet<string> Words)
{
    /// <summary>The edition of the payer's list that holds for the line, to which then <see cref="Rate"/> belongs; null if none does.</summary>
    public CghsTable? Tariff { get; init; }

    /// <summary>The ceiling prices by which a medicine was recognised: those of the day, or the latest.</summary>
    public required NppaTable Ceilings { get; init; }

    public CghsRate? Rate => Procedure.Outcome == MatchOutcome.Matched ? Procedure.Best : null;

    /// <summary>The day of the service, where the bill or the caller says it.</summary>
    public DateOnly? Day => Days?.Stated;

    /// <summary>True when the line resembles a tariff row, even if which one is open: then it is a service of its own, not a part or an item.</summary>
    public bool ResemblesService => Procedure.Outcome != MatchOutcome.None && Procedure.Candidates.Count > 0 && Procedure.Candidates[0].Score >= 0.72;

    public bool Names(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Words.Contains(word))
                return true;
        }

        return false;
    }

    /// <summary>INR per unit, the smaller of the printed rate and amount by quantity, so that a wrong product is not also an overcharge.</summary>
    public decimal UnitPrice
    {
        get
        {
            var quantity = Line.EffectiveQuantity;
            if (quantity <= 0)
                return 0;
            var byAmount = Line.AmountInr / quantity;
            return Line.RateInr is { } rate and > 0 ? Math.Min(rate, byAmount) : byAmount;
        }
    }
}

/// <summary>Everything a rule looks at. Rules only read it; what they leave alone they note.</summary>
internal sealed class AuditContext(Bill bill, AuditOptions options, RateBook rates, IReadOnlyList<LineContext> lines)
{
    /// <summary>Lines dated outside the stay that may each be a fault of the bill.</summary>
    private const int FewOutside = 2;

    private readonly List<LineNote> notDisputed = [];
    private readonly decimal discountShare = bill.DiscountShare;

    public Bill Bill { get; } = bill;

    public AuditOptions Options { get; } = options;

    public RateBook Rates { get; } = rates;

    public IReadOnlyList<LineContext> Lines { get; } = lines;

    /// <summary>Lines that ask for money and that the bill does not take back.</summary>
    public IReadOnlyList<LineContext> Charges { get; } = Reversals.Standing(lines);

    public IReadOnlyList<LineNote> NotDisputed => notDisputed;

    /// <summary>The days of the stay, both ends counted; null where the bill does not say both or they cannot be.</summary>
    public int? DaysOfStay { get; } = bill is { Admitted: { } admitted, Discharged: { } discharged } && discharged >= admitted && IsBorneOut(bill, admitted, discharged)
        ? discharged.DayNumber - admitted.DayNumber + 1 : null;

    /// <summary>
    /// False where many of the bill's own lines are dated outside the stay: then one of its days was misread, and how long it was is open.
    /// One line or two may be a fault of their own.
    /// </summary>
    private static bool IsBorneOut(Bill bill, DateOnly admitted, DateOnly discharged)
    {
        var dated = bill.Lines.Where(line => line.Date is not null).ToList();
        var outside = dated.Count(line => line.Date < admitted || line.Date > discharged);
        return outside <= FewOutside || outside * 4 <= dated.Count;
    }

    /// <summary>CGHS rates bind the hospital only for CGHS beneficiaries; for a private policy or none they are a benchmark.</summary>
    public bool CghsBinds => Options.InsuranceType == InsuranceType.Cghs;

    public bool CghsCompares => Options.InsuranceType is InsuranceType.Cghs or InsuranceType.Private or InsuranceType.None;

    /// <summary>True when prices are held against the payer's own list, which binds the hospital.</summary>
    public bool TariffBinds => Options.InsuranceType is InsuranceType.Cghs or InsuranceType.Esi or InsuranceType.Pmjay;

    /// <summary>What the payer does not pay, for the line: the same list on every day the item can have been given.</summary>
    public NonPayableTable? NonPayableFor(LineContext line)
    {
        if ((Options.InsuranceType == InsuranceType.Private ? TableKind.Irdai : TariffBinds ? Options.TariffKind.NonPayable() : null) is not { } kind)
            return null;
        return line.Days is not { } days ? Rates.NonPayableOn(kind, null)
            : Rates.NonPayableOn(kind, days.Earliest) is { } table && ReferenceEquals(Rates.NonPayableOn(kind, days.Latest), table) ? table : null;
    }

    /// <summary>INR per unit after the bill's own discount, so that money already given back is not disputed.</summary>
    public decimal NetUnitPrice(LineContext line) => line.UnitPrice * (1 - discountShare);

    public void LeaveAlone(LineContext line, string reason) =>
        notDisputed.Add(new(line.Line.Line, line.Line.Description, reason, line.Rate is { } rate ? [new(rate.Code, rate.Name, line.Procedure.Candidates[0].Score)] : []));
}

/// <summary>One rule of the audit.</summary>
internal interface IAuditRule
{
    IEnumerable<Proposal> Evaluate(AuditContext context);
}
