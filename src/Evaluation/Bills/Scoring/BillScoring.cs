using MediAgents.Billing.Audit;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Scoring;

/// <summary>
/// Holds an audit against what a correct auditor says. A finding is right when its kind and at least one line agree with a fault; a
/// finding about the whole bill agrees by kind. Several findings may agree with one fault, and one with several.
/// </summary>
internal static class BillScoring
{
    public static BillScore Score(string name, string medium, ExpectedBill expected, AuditResult? audit, int pages, double seconds, string? unreadable = null)
    {
        var read = audit?.LineItems ?? [];
        var pairs = LineAlignment.Pair(expected.Lines, read);
        var right = Enumerable.Range(0, read.Count).Where(r => pairs[r] >= 0 && LineAlignment.IsRight(expected.Lines[pairs[r]], read[r])).ToHashSet();
        var said = (audit?.Findings ?? []).Select(finding => new Said(finding, Lines(finding, pairs))).ToList();

        var found = expected.Findings.Where(fault => said.Any(one => Agrees(one, fault))).ToList();
        var counted = said.Where(one => !expected.Tolerated.Any(open => Agrees(one, open)) || expected.Findings.Any(fault => Agrees(one, fault))).ToList();
        var (agreeing, other) = Parted(counted, one => expected.Findings.Any(fault => Agrees(one, fault)));
        var (claiming, idle) = Parted(other, one => one.Finding.AmountInr > 0 || one.Finding.AmountHighInr > 0);
        var rightLines = right.Select(r => pairs[r]).ToHashSet();
        return new()
        {
            Name = name,
            Language = expected.Language ?? expected.Options.Language ?? "unknown",
            Medium = medium,
            Pages = pages,
            Seconds = seconds,
            Unreadable = unreadable,
            LinesExpected = expected.Lines.Count,
            LinesRead = read.Count,
            LinesRight = right.Count,
            Expected = expected.Findings.Count,
            Found = found.Count,
            Said = agreeing.Count + claiming.Count,
            SaidRight = agreeing.Count,
            IdleQuestions = idle.Count,
            Billed = expected.Totals?.ClaimedInr ?? expected.Lines.Sum(line => line.AmountInr),
            WronglyDisputed = WronglyDisputed(said, expected),
            IsTotalRight = expected.Totals is null || audit?.Totals.ClaimedInr == expected.Totals.ClaimedInr,
            Missed = [.. expected.Findings.Except(found).Select(fault => new Missed(fault, OtherKind(fault, claiming)))],
            False = [.. claiming.Select(one => new FalseFinding(one.Finding, one.Lines.Count > 0))],
            FoundFaults = found,
            LinesMissed = [.. expected.Lines.Where((_, e) => !rightLines.Contains(e))],
            LinesWrong = [.. read.Where((_, r) => !right.Contains(r))],
        };
    }

    /// <summary>Money disputed beyond what the faults a finding agrees with are worth. Questions dispute nothing; an annexure's items do.</summary>
    private static decimal WronglyDisputed(List<Said> said, ExpectedBill expected)
    {
        var left = expected.Findings.Concat(expected.Tolerated).ToDictionary(fault => fault, fault => fault.AmountInr);
        var wrongly = 0m;
        foreach (var one in said.Where(one => one.Finding.Verdict == Verdict.Dispute || one.Finding.Kind == FindingKind.NonPayable))
        {
            var open = one.Finding.AmountInr;
            foreach (var fault in left.Keys.Where(fault => Agrees(one, fault)).ToList())
            {
                var covered = Math.Min(open, left[fault]);
                left[fault] -= covered;
                open -= covered;
            }

            wrongly += open;
        }

        // A difference of decimals may be a negative zero.
        return Math.Max(0, wrongly);
    }

    private static bool Agrees(Said one, ExpectedFinding fault)
    {
        if (one.Finding.Kind != fault.Kind)
            return false;
        if (fault.Lines.Count > 0)
            return one.Lines.Overlaps(fault.Lines);
        // A sub-total may be named by the lines it sums; one line alone is a fault of its own.
        return one.Finding.Lines.Count != 1 || fault.Kind == FindingKind.Tax;
    }

    private static FindingKind? OtherKind(ExpectedFinding fault, List<Said> claiming) =>
        fault.Lines.Count == 0 ? null : claiming.Find(one => one.Lines.Overlaps(fault.Lines))?.Finding.Kind;

    private static HashSet<int> Lines(Finding finding, int[] pairs) =>
        [.. finding.Lines.Where(line => line >= 1 && line <= pairs.Length && pairs[line - 1] >= 0).Select(line => pairs[line - 1] + 1)];

    private static (List<Said> Holding, List<Said> Others) Parted(List<Said> said, Func<Said, bool> holds)
    {
        var parts = said.ToLookup(holds);
        return ([.. parts[true]], [.. parts[false]]);
    }

    /// <summary>A finding with the lines of the bill, not those read, that it names.</summary>
    private sealed record Said(Finding Finding, HashSet<int> Lines);
}
