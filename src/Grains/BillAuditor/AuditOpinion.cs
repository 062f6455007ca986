using MediAgents.Billing.Audit;
using MediAgents.Grains.Agents;
using MediAgents.Primitives;

namespace MediAgents.Grains.BillAuditor;

/// <summary>
/// Says an audit in words. Every sentence cites what it rests on: the tariff row, or else the lines of the bill.
/// </summary>
internal static class AuditOpinion
{
    private const int MostFindings = 8;
    private const string Bill = "bill";

    /// <summary>The answer to a question about a bill that nobody has handed in.</summary>
    public static Opinion WithoutBill { get; } = Refused("No bill has been handed in: attach it to the message, or send it to POST /analyze.");

    public static Opinion Refused(string why) => new(GrainKinds.BillAuditor, [], [], 0, ConfidenceLevel.Refused, why);

    /// <summary>The opinion on an audit; a bill that could not be assessed is refused, with the reasons.</summary>
    public static Opinion Of(AuditResult result, ConfidenceThresholds thresholds)
    {
        if (result.Verdict == Verdict.NotAssessable)
            return Refused(string.Join(' ', result.Reasons.Concat(result.Recommendations).Prepend(Headline(result))));
        var findings = result.Findings.OrderByDescending(finding => finding.AmountInr).Take(MostFindings).ToList();
        var passages = new List<EvidencePassage> { WholeBill(result) };
        var sentences = new List<OpinionSentence> { new(Headline(result), [Bill]) };
        foreach (var finding in findings)
        {
            var passage = finding.Tariff is { } tariff ? OfTariff(tariff) : OfLines(result, finding);
            passages.Add(passage);
            sentences.Add(new OpinionSentence(finding.Explanation, [passage.Id]));
        }

        sentences.AddRange(result.Reasons.Concat(result.Recommendations).Select(text => new OpinionSentence(text, [Bill])));
        return new Opinion(
            GrainKinds.BillAuditor,
            sentences,
            [.. passages.DistinctBy(passage => passage.Id)],
            result.Confidence,
            LevelOf(result.Confidence, thresholds),
            Missing: null);
    }

    /// <summary>The audit in one sentence.</summary>
    public static string Headline(AuditResult result)
    {
        var (claimed, _, disputed) = result.Totals;
        return result.Verdict switch
        {
            Verdict.Clean => $"The bill of INR {claimed:N2} shows nothing to object to.",
            Verdict.Query => $"The bill of INR {claimed:N2} raises questions to put to the hospital ({Findings(result)}); INR {disputed:N2} of it is disputed.",
            Verdict.Dispute => $"Of the INR {claimed:N2} billed, INR {disputed:N2} is disputed; the audit has {Findings(result)}.",
            _ => "The bill could not be assessed.",
        };
    }

    /// <summary>An assessed bill is never refused: rules have spoken, and what they left alone is listed.</summary>
    private static ConfidenceLevel LevelOf(double confidence, ConfidenceThresholds thresholds)
    {
        var level = thresholds.LevelOf(confidence);
        return level == ConfidenceLevel.Refused ? ConfidenceLevel.Low : level;
    }

    private static string Findings(AuditResult result) => result.Findings.Count == 1 ? "1 finding" : $"{result.Findings.Count} findings";

    private static EvidencePassage WholeBill(AuditResult result) => new(
        Bill,
        Bill,
        "The bill",
        result.Bill.Hospital ?? "The bill as handed in",
        null,
        $"{result.LineItems.Count} lines, claimed INR {result.Totals.ClaimedInr:N2}",
        1);

    private static EvidencePassage OfTariff(TariffCitation tariff) => new(
        $"{tariff.List}/{tariff.Code ?? tariff.Name}/{tariff.Tier}",
        tariff.List,
        string.Join(' ', new[] { tariff.List.ToUpperInvariant(), tariff.Code, tariff.Name }.Where(part => !string.IsNullOrEmpty(part))),
        tariff.Source,
        null,
        string.Join(", ", new[]
        {
            tariff.Name,
            tariff.Tier,
            tariff.RateInr is { } rate ? $"INR {rate:N2}" : null,
            tariff.Date is { } date ? $"from {date:yyyy-MM-dd}" : null,
        }.Where(part => !string.IsNullOrEmpty(part))),
        1);

    private static EvidencePassage OfLines(AuditResult result, Finding finding)
    {
        var lines = result.LineItems.Where(item => finding.Lines.Contains(item.Line)).ToList();
        return new EvidencePassage(
            $"{Bill}/{string.Join(',', finding.Lines)}",
            Bill,
            finding.Lines.Count == 1 ? $"Line {finding.Lines[0]} of the bill" : $"Lines {string.Join(", ", finding.Lines)} of the bill",
            result.Bill.Hospital ?? "The bill as handed in",
            null,
            string.Join("; ", lines.Select(item => $"{item.Description} INR {item.AmountInr:N2}")),
            1);
    }
}
