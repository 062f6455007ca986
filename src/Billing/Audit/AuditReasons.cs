using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;
using MediAgents.Billing.Rules;

namespace MediAgents.Billing.Audit;

/// <summary>What a reader must know to weigh an audit: which tables held, which did not, and what was left alone.</summary>
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
        InsuranceType.Cghs or InsuranceType.Esi or InsuranceType.Pmjay => !context.Lines.Any(line => line is { Rate: not null, Tariff: not null }),
        _ => false,
    };

    public static IReadOnlyList<string> For(AuditContext context) => [.. Tariff(context), .. Days(context), .. Discount(context.Bill)];

    public static IReadOnlyList<UsedTable> Tables(AuditContext context)
    {
        var used = new List<UsedTable>();
        void Add(TableVersion version) => used.Add(new(version.List, version.Version, version.ValidFrom));
        foreach (var tariff in context.Lines.Select(line => line.Tariff).OfType<CghsTable>().Distinct())
            Add(tariff.Version);
        foreach (var ceilings in context.Lines.Where(line => line is { Medicine: not null, Days: { } days } && context.Rates.NppaOn(days.Earliest) == line.Ceilings)
            .Select(line => line.Ceilings).Distinct())
            Add(ceilings.Version);
        foreach (var lists in context.Lines.Select(context.NonPayableFor).OfType<NonPayableTable>().Distinct())
            Add(lists.Version);

        return used;
    }

    public static IReadOnlyList<string> Recommendations(IReadOnlyList<Finding> findings)
    {
        var advice = new List<string>();
        if (findings.Any(finding => finding.Verdict == Verdict.Dispute))
            advice.Add("Send what is disputed to the billing desk with the reasons and the tariff rows cited, and ask for a corrected bill before paying.");
        if (findings.Any(finding => finding.Kind == FindingKind.NonPayable))
            advice.Add("Check the policy's annexure before paying items listed as non-payable; the hospital may waive them.");
        if (findings.Any(finding => finding.Kind == FindingKind.Overcharge && finding.Verdict == Verdict.Query))
            advice.Add("Use the benchmark prices to negotiate; they do not bind the hospital here.");
        if (findings.Any(finding => finding.Verdict == Verdict.Query && finding.Kind is not (FindingKind.Overcharge or FindingKind.NonPayable)))
            advice.Add("Ask the hospital about the queried lines; each names what to ask for.");
        return advice;
    }

    private static IEnumerable<string> Tariff(AuditContext context)
    {
        switch (context.Options.InsuranceType)
        {
            case InsuranceType.Esi when context.Rates.EditionsOf(TableKind.Esi).Count == 0:
                yield return "ESI rates are not loaded; prices of services were left alone.";
                break;
            case InsuranceType.Esi or InsuranceType.Pmjay when context.Lines.All(line => line.Tariff is null):
                yield return $"No {context.Options.TariffKind.List()} table valid on the service date is loaded; prices of services were left alone.";
                break;
            case InsuranceType.Esi or InsuranceType.Pmjay:
                foreach (var reason in Imported(context, context.Options.TariffKind.List()))
                    yield return reason;
                break;
            case InsuranceType.Private:
                yield return "CGHS rates bind empanelled hospitals for CGHS beneficiaries; here they are a benchmark and dispute nothing.";
                yield return "IRDAI lists bind through the wording of the policy, which was not seen.";
                break;
            case InsuranceType.None:
                yield return "CGHS rates bind empanelled hospitals for CGHS beneficiaries; here they are a benchmark and dispute nothing.";
                break;
            case InsuranceType.Cghs:
                yield return Unknown(context.Options) is { Length: > 0 } unknown
                    ? $"CGHS rates were applied as published; {unknown} not known, so only what exceeds the highest rate that could apply is disputed."
                    : "CGHS rates were applied as published.";
                if (PricesUnchecked(context))
                    yield return "No line could be compared with the CGHS list.";
                if (PackageContentsRule.OpenParts(context) is { } open)
                {
                    yield return $"Routine investigations and visits of the operating team are part of the package {open.Package.Rate!.Code}; that is not on the bill for "
                        + $"{(open.Lines.Count == 1 ? "line" : "lines")} {string.Join(", ", open.Lines.Select(line => line.Line.Line))}, which {(open.Lines.Count == 1 ? "was" : "were")} not taken as its parts.";
                }

                if (context.Charges.Any(Stays.IsRoom))
                    yield return "CGHS room rents by ward are not in the list at hand; the price of a room was left alone.";
                break;
        }
    }

    private static IEnumerable<string> Imported(AuditContext context, string list)
    {
        yield return $"{list} rates were applied as imported.";
        if (PricesUnchecked(context))
            yield return $"No line could be compared with the {list} list.";
    }

    private static IEnumerable<string> Days(AuditContext context)
    {
        if (context.Lines.Any(line => line.Days is { IsAssumed: true }))
            yield return $"The date of the bill, {context.Bill.BillDate:yyyy-MM-dd}, was taken as the day of service where none is printed.";
        if (!context.CghsCompares && context.Lines.All(line => line.Tariff is null))
            yield break;
        var list = context.Options.TariffKind.List();
        var undated = context.Lines.Count(line => line.Days is null);
        var outside = context.Lines.Count(line => line.Days is not null && line.Tariff is null);
        if (undated > 0)
        {
            yield return undated == 1
                ? "1 line has no service date, so no table can be said to hold for it; its price was left alone."
                : $"{undated} lines have no service date, so no table can be said to hold for them; their prices were left alone.";
        }

        if (outside > 0)
        {
            yield return outside == 1
                ? $"1 line lies on a day for which no {list} table is loaded; its price was left alone."
                : $"{outside} lines lie on days for which no {list} table is loaded; their prices were left alone.";
        }
    }

    private static IEnumerable<string> Discount(Bill bill)
    {
        if (bill.DiscountShare > 0)
            yield return $"The discount of the bill, {Money.Text(bill.DiscountInr)}, was taken off every line in proportion before its price was judged.";
    }

    /// <summary>"city tier and ward are", "ward is", or nothing.</summary>
    private static string Unknown(AuditOptions options)
    {
        var names = new List<string>();
        if (options.CityTier is null)
            names.Add("city tier");
        if (options.Nabh is null)
            names.Add("accreditation");
        if (options.SuperSpeciality is null)
            names.Add("super-speciality");
        if (options.Ward is null)
            names.Add("ward");
        return names.Count switch
        {
            0 => "",
            1 => $"{names[0]} is",
            _ => $"{string.Join(", ", names[..^1])} and {names[^1]} are",
        };
    }
}
