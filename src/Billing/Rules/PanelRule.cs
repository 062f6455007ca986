using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Rules;

/// <summary>
/// A panel of tests and single tests of it on one day. Serial tests are usual, so it is asked about and never disputed; of the two ways
/// to bill, the dearer one is in question as far as the cheaper goes.
/// </summary>
internal sealed class PanelRule : IAuditRule
{
    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        foreach (var panel in context.Charges)
        {
            if (panel.Day is null || Panels.Of(panel) is not { } contents)
                continue;
            var parts = context.Charges.Where(line => line != panel && line.Day == panel.Day && !IsAtAnotherTime(panel, line) && Panels.IsPart(line, contents.Parts)).ToList();
            if (parts.Count > 0)
                yield return Propose(panel, parts, contents.Name, contents.IsPrinted);
        }
    }

    private static bool IsAtAnotherTime(LineContext panel, LineContext line) =>
        panel.Line.Time is { } one && line.Line.Time is { } other && one != other;

    private static Proposal Propose(LineContext panel, List<LineContext> parts, string name, bool isPrinted)
    {
        var partsCostLess = parts.Sum(line => line.Line.AmountInr) <= panel.Line.AmountInr;
        var claimed = partsCostLess ? parts : [panel];
        var printed = isPrinted ? panel.Rate : null;
        return new("panel.components", FindingKind.Unbundled, Verdict.Query, isPrinted ? 0.75 : 0.65,
            $"{string.Join(", ", parts.Select(line => $"\"{line.Line.Description}\""))} {(parts.Count == 1 ? "is" : "are")} part of the {name} on line {panel.Line.Line} of the same day"
            + (printed is null ? "." : $", whose row {printed.Code} names its contents."))
        {
            Lines = [panel.Line.Line, .. parts.Select(line => line.Line.Line)],
            Claims = claimed.ToDictionary(line => line.Line.Line, line => line.Line.AmountInr),
            Ask = "Ask whether the single tests were done apart from the panel, each with its time.",
            Tariff = printed is not null && panel.Tariff is { } table
                ? new(table.Version.List, printed.Code, printed.Name, null, table.Version.ValidFrom, null, table.Version.Citation) : null,
        };
    }
}
