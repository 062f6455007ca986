using MediAgents.Billing.Audit;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Scoring;

/// <summary>A fault that was not found, or found as another kind.</summary>
public sealed record Missed(ExpectedFinding Finding, FindingKind? FoundAs);

/// <summary>A finding without a fault.</summary>
public sealed record FalseFinding(Finding Finding, bool IsOnLine);

/// <summary>How one bill was read and judged, in counts that can be summed over bills. Money is INR.</summary>
public sealed record BillScore
{
    public required string Name { get; init; }

    public required string Language { get; init; }

    /// <summary><c>text</c> or <c>scan</c>.</summary>
    public required string Medium { get; init; }

    public required int Pages { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Why nothing could be read; absent when something was.</summary>
    public string? Unreadable { get; init; }

    public required int LinesExpected { get; init; }

    public required int LinesRead { get; init; }

    public required int LinesRight { get; init; }

    public required int Expected { get; init; }

    public required int Found { get; init; }

    /// <summary>Findings that count: all that claim money, and questions that agree with a fault.</summary>
    public required int Said { get; init; }

    public required int SaidRight { get; init; }

    /// <summary>Questions that claim no money and meet no fault; they count neither way.</summary>
    public required int IdleQuestions { get; init; }

    public required decimal Billed { get; init; }

    public required decimal WronglyDisputed { get; init; }

    public required bool IsTotalRight { get; init; }

    public required IReadOnlyList<Missed> Missed { get; init; }

    public required IReadOnlyList<FalseFinding> False { get; init; }

    /// <summary>The faults found, by kind as planted.</summary>
    public required IReadOnlyList<ExpectedFinding> FoundFaults { get; init; }

    /// <summary>Lines of the bill that no line read agrees with.</summary>
    public required IReadOnlyList<ExpectedLine> LinesMissed { get; init; }

    /// <summary>Lines read that agree with none of the bill.</summary>
    public required IReadOnlyList<LineItem> LinesWrong { get; init; }

    public bool IsClean => Expected == 0;
}
