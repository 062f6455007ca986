using System.Text.Json.Serialization;
using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Bills.Scoring;

/// <summary>What the project wants of a kind of bill; null where it says nothing.</summary>
public sealed record BillTargets(double? LineF1, double Precision, double Recall, double? WronglyDisputed);

/// <summary>Figures over some bills. Intervals are 95 % bootstrap intervals over bills.</summary>
public sealed record BillFigures
{
    public required int Bills { get; init; }

    public required int Pages { get; init; }

    public required int Lines { get; init; }

    public required int Findings { get; init; }

    /// <summary>Of line items: wording near, quantity, rate and amount equal.</summary>
    [JsonPropertyName("line_f1")]
    public required double LineF1 { get; init; }

    [JsonPropertyName("line_f1_ci")]
    public required Interval LineF1Ci { get; init; }

    /// <summary>Share of the findings that agree with a fault.</summary>
    public required double Precision { get; init; }

    public required Interval PrecisionCi { get; init; }

    /// <summary>Share of the faults that a finding agrees with.</summary>
    public required double Recall { get; init; }

    public required Interval RecallCi { get; init; }

    public required double F1 { get; init; }

    public required Interval F1Ci { get; init; }

    /// <summary>Money wrongly disputed as a share of all billed.</summary>
    public required double WronglyDisputed { get; init; }

    /// <summary>False findings in 200 lines of bills without a fault; absent without such bills.</summary>
    public required double? FalseIn200CleanLines { get; init; }

    public required int CleanLines { get; init; }

    /// <summary>Share of bills whose claimed total was read right.</summary>
    public required double TotalsRight { get; init; }

    public required double SecondsPerPage { get; init; }

    public required int Unreadable { get; init; }

    public required int IdleQuestions { get; init; }
}

/// <summary>The figures of one language in one medium beside what is wanted.</summary>
public sealed record BillRow(string Language, string Medium, BillFigures Figures, BillTargets Targets)
{
    public bool MeetsTargets =>
        Figures.Precision >= Targets.Precision
        && Figures.Recall >= Targets.Recall
        && (Targets.LineF1 is not { } lines || Figures.LineF1 >= lines)
        && (Targets.WronglyDisputed is not { } money || Figures.WronglyDisputed <= money)
        && Figures.FalseIn200CleanLines is null or <= 1;
}

/// <summary>What became of the faults of one kind, and the false findings of that kind.</summary>
public sealed record KindRow(string Kind, int Planted, int Found, IReadOnlyDictionary<string, int> FoundAs, int Missed, int FalseFindings);

/// <summary>An evaluation of the bill audit. At its top level the findings' precision, recall and F1 over all bills.</summary>
public sealed record BillsReport
{
    public required string Dataset { get; init; }

    public required int Bills { get; init; }

    public required double Precision { get; init; }

    public required Interval PrecisionCi { get; init; }

    public required double Recall { get; init; }

    public required Interval RecallCi { get; init; }

    public required double F1 { get; init; }

    public required Interval F1Ci { get; init; }

    [JsonPropertyName("line_f1")]
    public required double LineF1 { get; init; }

    [JsonPropertyName("line_f1_ci")]
    public required Interval LineF1Ci { get; init; }

    public required IReadOnlyList<BillRow> Rows { get; init; }

    /// <summary>Faults as planted, finer than the kinds.</summary>
    public required IReadOnlyList<KindRow> Kinds { get; init; }

    [JsonIgnore]
    public IReadOnlyList<BillScore> Scores { get; init; } = [];
}
