using MediAgents.Billing.Alternatives;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;
using MediAgents.Billing.Rules;

namespace MediAgents.Billing.Audit;

/// <summary>
/// Audits the text of a hospital bill: reads it, finds each line in the tariffs valid on its day, applies the rules and nets what
/// they find. Deterministic; safe for concurrent callers; no input makes it throw.
/// </summary>
public static class BillAudit
{
    private static readonly IAuditRule[] AllRules =
    [
        new DuplicateRule(), new SplitServiceRule(), new PackageContentsRule(), new PanelRule(), new NonPayableRule(), new LineArithmeticRule(), new RoomRentRule(),
        new RoomLimitRule(), new CghsRateRule(), new NppaCeilingRule(), new TaxRule(), new ExemptTaxRule(), new TotalsRule(), new PlausibilityRule(), new DailyLimitRule(),
    ];

    /// <summary>Loads tables and indexes, so that the first bill is as fast as the next.</summary>
    public static void Warm(RateBook? rates = null)
    {
        rates ??= RateBook.Shipped;
        _ = rates.Cghs.Index;
        _ = rates.Nppa.Index;
        _ = rates.NonPayable.Index;
    }

    /// <param name="text">The bill.</param>
    /// <param name="options">What is known beyond it.</param>
    /// <param name="rates">The tables to hold it against; the shipped ones if none are named.</param>
    public static AuditResult Audit(BillText text, AuditOptions options, RateBook? rates = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var bill = BillReader.Read(text);
        var result = AuditRead(bill, options, rates);
        return result with { Bill = result.Bill with { Language = AuditWords.LanguageOf(options.Language, text.Languages) } };
    }

    /// <summary>Audits a bill that was read elsewhere.</summary>
    public static AuditResult AuditRead(Bill bill, AuditOptions options, RateBook? rates = null)
    {
        ArgumentNullException.ThrowIfNull(bill);
        ArgumentNullException.ThrowIfNull(options);
        if (bill.Problem != BillProblem.None || bill.Lines.Count == 0)
            return NotAssessable(bill.Problem == BillProblem.None ? bill with { Problem = BillProblem.NoLineItems } : bill, options);
        rates ??= RateBook.Shipped;
        var context = new AuditContext(bill, options, rates, LineRecognition.Recognise(bill, options, rates));
        var proposals = AllRules.SelectMany(rule => rule.Evaluate(context)).ToList();
        var (findings, totals) = Netting.Net(bill, proposals);
        var reasons = AuditReasons.For(context);
        var verdict = VerdictOf(findings, AuditReasons.PricesUnchecked(context));
        return new()
        {
            Verdict = verdict,
            Reasons = reasons,
            Confidence = Confidence(context, findings, verdict),
            Totals = totals,
            Findings = [.. findings.Select(finding => WithEvidence(finding, bill))],
            LineItems = [.. bill.Lines.Select(Item)],
            Tables = AuditReasons.Tables(context),
            Recommendations = AuditReasons.Recommendations(findings),
            Alternatives = CheaperGenerics.Of(context),
            Notes = Notes(context),
            Bill = Summary(bill),
            Options = AuditWords.Stated(options),
        };
    }

    private static Verdict VerdictOf(IReadOnlyList<Finding> findings, bool pricesUnchecked) =>
        findings.Any(finding => finding.Verdict == Verdict.Dispute) ? Verdict.Dispute
        : findings.Count > 0 ? Verdict.Query
        : pricesUnchecked ? Verdict.NotAssessable
        : Verdict.Clean;

    /// <summary>Findings weighed by their money, less for each line whose meaning or price stayed open.</summary>
    private static double Confidence(AuditContext context, IReadOnlyList<Finding> findings, Verdict verdict)
    {
        if (verdict == Verdict.NotAssessable)
            return 0;
        var placed = context.Lines.Count(line => line.Rate is not null || line.Medicine?.Ceiling is not null);
        var share = (double)placed / context.Lines.Count;
        var weights = findings.Sum(finding => (double)finding.AmountInr + 1);
        var found = findings.Count == 0 ? 0.95 : findings.Sum(finding => finding.Confidence * ((double)finding.AmountInr + 1)) / weights;
        return Math.Round(found * (0.7 + (0.3 * share)), 2);
    }

    private static LineItem Item(BillLine line) =>
        new(line.Line, line.Page, line.Date, line.Code, line.Description, line.Quantity, line.Unit, line.RateInr, line.AmountInr, line.Box);

    private static Finding WithEvidence(Finding finding, Bill bill) =>
        finding with { Evidence = [.. finding.Lines.Select(number => bill.Lines[number - 1]).Select(line => new Evidence(line.Line, line.Page, line.Box, line.Printed))] };

    private static BillSummary Summary(Bill bill) => new(
        bill.Hospital, bill.Patient, bill.BillNumber, bill.Insurer, bill.BillDate, bill.Admitted, bill.Discharged,
        bill.TotalInr, bill.DiscountInr, bill.AdvanceInr);

    private static AuditNotes Notes(AuditContext context)
    {
        var ambiguous = context.Lines.Where(line => line.Medicine is null && line.Procedure.Outcome == MatchOutcome.Ambiguous)
            .Select(line => new LineNote(line.Line.Line, line.Line.Description, line.Procedure.Reason ?? "several tariff rows are near",
                [.. line.Procedure.Candidates.Take(3).Select(candidate => new Alternative(candidate.Rate.Code, candidate.Rate.Name, candidate.Score))]));
        var unmatched = context.Lines.Where(line => line.Medicine is null && line.Procedure.Outcome == MatchOutcome.None).Select(line => line.Line.Line);
        return new([.. ambiguous], context.NotDisputed, [.. unmatched], [.. context.Bill.Warnings, .. context.Bill.Remarks]);
    }

    private static AuditResult NotAssessable(Bill bill, AuditOptions options) => new()
    {
        Problem = bill.Problem,
        Verdict = Verdict.NotAssessable,
        Reasons = [AuditReasons.Of(bill.Problem), .. bill.Warnings],
        Confidence = 0,
        Totals = new(0, 0, 0),
        Findings = [],
        LineItems = [],
        Tables = [],
        Recommendations = ["Ask the hospital for an itemised bill with date, description, quantity, rate and amount of each charge."],
        Alternatives = [],
        Notes = new([], [], [], [.. bill.Warnings, .. bill.Remarks]),
        Bill = Summary(bill),
        Options = AuditWords.Stated(options),
    };
}
