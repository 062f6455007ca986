using System.Globalization;
using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Report.Letters;

/// <summary>Says the findings of an audit as points of a letter.</summary>
internal sealed class LetterPoints(LetterWords words, AuditResult result, bool toInsurer, bool isBenchmark)
{
    private readonly Dictionary<int, LineItem> items = result.LineItems.ToDictionary(item => item.Line);

    /// <summary>The points of a verdict; null when there are none.</summary>
    public LetterSection? Section(string heading, Verdict verdict)
    {
        var points = result.Findings.Where(finding => finding.Verdict == verdict).Select(Point).ToList();
        return points.Count == 0 ? null : new(heading, points);
    }

    private LetterPoint Point(Finding finding)
    {
        var said = words.PointOf(finding, toInsurer, isBenchmark);
        var lines = finding.Lines.Where(items.ContainsKey).Select(number => LineText(items[number])).ToList();
        var amount = finding.Verdict == Verdict.Dispute ? words.DisputedAmount : words.AskedAmount;
        return new(
            lines.Count == 0 ? [words.WholeBill] : lines,
            [
                .. finding.AmountInr > 0 ? [new LetterFact(amount, Rupees.Text(finding.AmountInr))] : Array.Empty<LetterFact>(),
                new(words.Reason, said.Reason),
                .. words.Detail is { } detail ? [new LetterFact(detail, finding.Explanation)] : Array.Empty<LetterFact>(),
                new(words.Rule, finding.Rule),
                .. finding.Tariff is { } tariff ? [new LetterFact(words.Tariff, TariffText(tariff))] : Array.Empty<LetterFact>(),
                new(words.Ask, said.Ask),
            ]);
    }

    private string LineText(LineItem item)
    {
        string[] figures =
        [
            .. item.Quantity is { } quantity ? [$"{words.Quantity} {quantity.ToString("0.###", CultureInfo.InvariantCulture)}"] : Array.Empty<string>(),
            .. item.RateInr is { } rate ? [$"{words.Rate} {Rupees.Text(rate)}"] : Array.Empty<string>(),
            $"{words.Amount} {Rupees.Text(item.AmountInr)}",
        ];
        return $"{words.Line} {item.Line} ({words.Page} {item.Page}), {Letter.DayOf(item.Date) ?? words.NoDate}: \"{item.Description}\"; {string.Join(", ", figures)}";
    }

    private string TariffText(TariffCitation tariff)
    {
        string[] parts =
        [
            $"{string.Join(' ', new[] { tariff.List, tariff.Code }.Where(part => !string.IsNullOrEmpty(part)))} \"{tariff.Name}\"",
            .. tariff.Tier is { } tier ? [words.Tier.Replace("{tier}", tier, StringComparison.Ordinal)] : Array.Empty<string>(),
            .. tariff.RateInr is { } rate ? [words.UnitRate.Replace("{rate}", Rupees.Text(rate), StringComparison.Ordinal)] : Array.Empty<string>(),
        ];
        return $"{string.Join(", ", parts)}; {tariff.Source}";
    }
}
