using MediAgents.Billing.Audit;
using MediAgents.Evaluation.Bills.Scoring;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Tests.Bills;

public sealed class BillScoringTests
{
    private static readonly ExpectedLine[] Bill =
    [
        new(1, null, null, "Complete blood count", 1, 300, 300),
        new(2, null, null, "ECG", 2, 150, 300),
        new(3, null, null, "Bed charges", 3, 1000, 3000),
        new(4, null, null, "Surgical gloves", 4, 25, 100),
    ];

    [Fact]
    public void Lines_behind_a_missed_one_are_still_right()
    {
        var score = Score([Read(1, "ECG", 2, 150, 300), Read(2, "Bed charges", 3, 1000, 3000), Read(3, "Surgical gloves", 4, 25, 100)], []);

        (score.LinesRight, score.LinesRead, score.LinesExpected).ShouldBe((3, 3, 4));
        score.LinesMissed.Select(line => line.Description).ShouldBe(["Complete blood count"]);
    }

    [Theory]
    [InlineData("Complete blod count", 1, 300, 300, true)]
    [InlineData("COMPLETE BLOODCOUNT", 1, 300, 300, true)]
    [InlineData("Complete", 1, 300, 300, false)]
    [InlineData("Complete blood count", 2, 300, 300, false)]
    [InlineData("Complete blood count", 1, 30, 300, false)]
    [InlineData("Complete blood count", 1, 300, 800, false)]
    public void A_line_is_right_when_its_wording_is_near_and_its_figures_are_equal(string wording, int quantity, int rate, int amount, bool isRight)
    {
        LineAlignment.IsRight(Bill[0], Read(1, wording, quantity, rate, amount)).ShouldBe(isRight);
    }

    [Fact]
    public void A_finding_is_right_when_its_kind_and_one_line_agree()
    {
        var fault = new ExpectedFinding(FindingKind.Duplicate, [1, 2], 300);

        Score(All(), [Found(FindingKind.Duplicate, [2, 3], 300)], fault).ShouldSatisfyAllConditions(
            score => score.Found.ShouldBe(1),
            score => score.SaidRight.ShouldBe(1));
        Score(All(), [Found(FindingKind.Overcharge, [2], 300)], fault).ShouldSatisfyAllConditions(
            score => score.Found.ShouldBe(0),
            score => score.Missed[0].FoundAs.ShouldBe(FindingKind.Overcharge),
            score => score.False.Count.ShouldBe(1));
    }

    [Fact]
    public void Lines_are_those_of_the_bill_whatever_number_they_were_read_under()
    {
        var fault = new ExpectedFinding(FindingKind.NonPayable, [4], 100);

        Score([Read(1, "Surgical gloves", 4, 25, 100)], [Found(FindingKind.NonPayable, [1], 100)], fault).Found.ShouldBe(1);
    }

    [Fact]
    public void A_wrong_total_agrees_by_kind()
    {
        var fault = new ExpectedFinding(FindingKind.Arithmetic, [], 90);

        Score(All(), [Found(FindingKind.Arithmetic, [], 90)], fault).Found.ShouldBe(1);
        Score(All(), [Found(FindingKind.Arithmetic, [2], 90)], fault).Found.ShouldBe(0);
    }

    [Fact]
    public void Questions_count_when_they_claim_money_or_meet_a_fault()
    {
        var question = Found(FindingKind.Implausible, [2], 0) with { Verdict = Verdict.Query };

        Score(All(), [question], new ExpectedFinding(FindingKind.Implausible, [2], 300)).Found.ShouldBe(1);
        Score(All(), [question]).ShouldSatisfyAllConditions(score => score.Said.ShouldBe(0), score => score.IdleQuestions.ShouldBe(1));
        Score(All(), [question with { AmountInr = 5 }]).False.Count.ShouldBe(1);
    }

    [Fact]
    public void Money_is_wrongly_disputed_beyond_what_the_fault_is_worth()
    {
        var fault = new ExpectedFinding(FindingKind.Overcharge, [2], 100);

        Score(All(), [Found(FindingKind.Overcharge, [2], 130)], fault).WronglyDisputed.ShouldBe(30);
        Score(All(), [Found(FindingKind.Overcharge, [2], 80)], fault).WronglyDisputed.ShouldBe(0);
        Score(All(), [Found(FindingKind.Overcharge, [3], 80)], fault).WronglyDisputed.ShouldBe(80);
        Score(All(), [Found(FindingKind.Overcharge, [3], 80) with { Verdict = Verdict.Query }], fault).WronglyDisputed.ShouldBe(0);
    }

    [Fact]
    public void What_is_left_open_is_neither_right_nor_wrong()
    {
        var expected = Expected() with { Tolerated = [new(FindingKind.Overcharge, [2], 1)] };

        var score = BillScoring.Score("one", "text", expected, Audit(All(), [Found(FindingKind.Overcharge, [2], 1)]), 1, 0.1);

        (score.Said, score.False.Count, score.WronglyDisputed).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void An_unreadable_bill_misses_everything()
    {
        var score = BillScoring.Score("one", "scan", Expected(new ExpectedFinding(FindingKind.Tax, [], 9)), null, 1, 0.1, "damaged");

        (score.LinesRight, score.Found, score.IsTotalRight).ShouldBe((0, 0, false));
        score.Missed.Count.ShouldBe(1);
    }

    [Fact]
    public void A_report_sums_bills_and_counts_false_findings_on_those_without_a_fault()
    {
        var fault = new ExpectedFinding(FindingKind.Overcharge, [2], 100);

        var report = BillsReports.Of("two", [Score(All(), [Found(FindingKind.Overcharge, [2], 100)], fault), Score(All(), [Found(FindingKind.Duplicate, [1, 2], 50)])]);

        (report.Precision, report.Recall, report.LineF1).ShouldBe((0.5, 1, 1));
        report.Rows.ShouldHaveSingleItem().Figures.FalseIn200CleanLines.ShouldBe(50);
        report.Kinds.Single(kind => kind.Kind == "duplicate").FalseFindings.ShouldBe(1);
        FailureList.Of(report).ShouldContain("- false: rule dispute lines read [1, 2] INR 50.00");
    }

    private static ExpectedBill Expected(params ExpectedFinding[] faults) =>
        new() { Language = "english", Lines = Bill, Findings = faults, Totals = new(3700) };

    private static BillScore Score(LineItem[] read, Finding[] findings, params ExpectedFinding[] faults) =>
        BillScoring.Score("one", "text", Expected(faults), Audit(read, findings), 1, 0.1);

    private static LineItem[] All() => [.. Bill.Select(line => Read(line.Line, line.Description, line.Quantity!.Value, line.RateInr!.Value, line.AmountInr))];

    private static LineItem Read(int line, string description, decimal quantity, decimal rate, decimal amount) =>
        new(line, 1, null, null, description, quantity, null, rate, amount, null);

    private static Finding Found(FindingKind kind, int[] lines, decimal amount) => new()
    {
        Rule = "rule",
        Kind = kind,
        Lines = lines,
        AmountInr = amount,
        AmountLowInr = amount,
        AmountHighInr = amount,
        Confidence = 1,
        Verdict = Verdict.Dispute,
        Explanation = "",
    };

    private static AuditResult Audit(LineItem[] lines, Finding[] findings) => new()
    {
        Verdict = Verdict.Dispute,
        Reasons = [],
        Confidence = 1,
        Totals = new(3700, 3700, 0),
        Findings = findings,
        LineItems = lines,
        Tables = [],
        Recommendations = [],
        Alternatives = [],
        Notes = new([], [], [], []),
        Bill = new(null, null, null, null, null, null, null, null, 0, 0),
    };
}
