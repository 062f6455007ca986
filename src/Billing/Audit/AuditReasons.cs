using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;
using MediAgents.Billing.Rules;

namespace MediAgents.Billing.Audit;

/// <summary>What a reader must know to weigh an audit: which tables held, which did not, and what to do next.</summary>
internal static class AuditReasons
{
    public static string Of(BillProblem problem) => problem switch
    {
        BillProblem.Empty => "The text is empty.",
        BillProblem.TooLarge => $"The text is longer than {BillText.MaxLength} characters.",
        BillProblem.TooManyLines => $"The text has more than {BillText.MaxLines} lines.",
        BillProblem.NotText => "The content is not text.",
        _ => "No line with a description and an amount was found; this does not read as a bill.",
    };

    /// <summary>True when the payer's own tariff was asked for and no line could be compared with it.</summary>
    public static bool PricesUnchecked(AuditContext context) => context.Options.InsuranceType switch
    {
        InsuranceType.Esi or InsuranceType.Pmjay => true,
        InsuranceType.Cghs => context.Lines.All(line => context.CghsFor(line) is null),
        _ => false,
    };

    public static IReadOnlyList<string> For(AuditContext context)
    {
        var reasons = new List<string>();
        switch (context.Options.InsuranceType)
        {
            case InsuranceType.Esi:
                reasons.Add("ESI rates are not loaded; prices of services were left alone.");
                break;
            case InsuranceType.Pmjay:
                reasons.Add("No PM-JAY table valid on the service date is loaded; prices of services were left alone.");
                break;
            case InsuranceType.Private or InsuranceType.None:
                reasons.Add("CGHS rates bind empanelled hospitals for CGHS beneficiaries; here they are a benchmark and dispute nothing.");
                break;
            case InsuranceType.Cghs:
                reasons.Add("CGHS rates were applied as published; what is not known about city tier, accreditation or ward was read in the hospital's favour.");
                break;
        }

        if (context.CghsCompares)
        {
            var undated = context.Lines.Count(line => line.Date is null);
            var outside = context.Lines.Count(line => line.Date is not null && context.CghsFor(line) is null);
            if (undated > 0)
                reasons.Add($"{undated} lines have no service date, so no table can be said to hold for them; their prices were left alone.");
            if (outside > 0)
                reasons.Add($"{outside} lines lie on days for which no CGHS table is loaded; their prices were left alone.");
        }

        if (context.Options.InsuranceType == InsuranceType.Private)
            reasons.Add("IRDAI lists bind through the wording of the policy, which was not seen.");
        return reasons;
    }

    public static IReadOnlyList<UsedTable> Tables(AuditContext context)
    {
        var used = new List<UsedTable>();
        void Add(TableVersion version) => used.Add(new(version.List, version.Version, version.ValidFrom));
        if (context.CghsCompares && context.Lines.Any(line => context.CghsFor(line) is not null))
            Add(context.Rates.Cghs.Version);
        if (context.Lines.Any(line => line.Medicine is not null && line.Date is { } date && context.Rates.NppaOn(date) is not null))
            Add(context.Rates.Nppa.Version);
        if (context.Options.InsuranceType == InsuranceType.Private)
            Add(context.Rates.NonPayable.Version);
        return used;
    }

    public static IReadOnlyList<string> Recommendations(IReadOnlyList<Finding> findings)
    {
        var advice = new List<string>();
        if (findings.Any(finding => finding.Verdict == Verdict.Dispute))
            advice.Add("Send the disputed lines to the billing desk with the tariff rows cited and ask for a corrected bill before paying.");
        if (findings.Any(finding => finding.Kind == FindingKind.NonPayable))
            advice.Add("Check the policy's annexure before paying items listed as non-payable; the hospital may waive them.");
        if (findings.Any(finding => finding.Kind == FindingKind.Overcharge && finding.Verdict == Verdict.Query))
            advice.Add("Use the benchmark prices to negotiate; they do not bind the hospital here.");
        if (findings.Any(finding => finding.Verdict == Verdict.Query && finding.Kind is not (FindingKind.Overcharge or FindingKind.NonPayable)))
            advice.Add("Ask the hospital about the queried lines; each names what to ask for.");
        return advice;
    }
}
