using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Matching;

/// <summary>What an evaluation of matching found. Shares are of decidable items unless said otherwise.</summary>
/// <param name="Half">The folder of the tables the items were made by.</param>
/// <param name="Seed">Where their generator began.</param>
/// <param name="Items">All items.</param>
/// <param name="Decidable">Those a reader could decide.</param>
/// <param name="Accuracy">Share whose first row is the right one, decided or not.</param>
/// <param name="Errors">Items whose first row is another.</param>
/// <param name="Precision">Share that is right of those decided.</param>
/// <param name="Recall">Share that is decided rightly.</param>
/// <param name="Coverage">Share that is decided.</param>
/// <param name="ItemsPerSecond">Per second of processor time, on one core; median of several passes.</param>
/// <param name="Undecidable">What became of the items nobody could decide.</param>
/// <param name="Calibration">How well confidence tells how often the first row is right, over all items.</param>
/// <param name="Indic">Wordings in Hindi, Bengali and Tamil.</param>
/// <param name="Baseline">The trigram index on the same items.</param>
/// <param name="Wrong">Items decided wrongly or ranked wrongly, at most a thousand, in the generator's order.</param>
public sealed record MatchingReport(
    string Half,
    int Seed,
    int Items,
    int Decidable,
    double Accuracy,
    Interval AccuracyCi,
    int Errors,
    double Precision,
    Interval PrecisionCi,
    double Recall,
    Interval RecallCi,
    double Coverage,
    double ItemsPerSecond,
    UndecidableItems Undecidable,
    Calibration Calibration,
    IndicReport Indic,
    MatchingBaseline Baseline,
    IReadOnlyList<WrongMatch> Wrong);

/// <summary>Items of which no reader could say which row they are; the best is to abstain.</summary>
/// <param name="Abstained">Left alone.</param>
/// <param name="TakenRightly">Decided, and by chance or by likelihood rightly.</param>
/// <param name="TakenWrongly">Decided for another row.</param>
public sealed record UndecidableItems(int Items, int Abstained, int TakenRightly, int TakenWrongly);

/// <summary>The trigram index on the same items.</summary>
/// <param name="ErrorRatio">The product's errors divided by its own; below 1 the product is better. Absent if it makes none.</param>
/// <param name="ErrorRatioCi">The 95 % percentile bootstrap interval of that ratio over the items, seeded.</param>
/// <param name="ItemsPerSecond">On one core, in turns with the product's.</param>
public sealed record MatchingBaseline(double Accuracy, Interval AccuracyCi, int Errors, double? ErrorRatio, Interval ErrorRatioCi, double ItemsPerSecond);

/// <summary>Wordings in Indian scripts that a table gives with their codes; those without a code must not be decided.</summary>
/// <param name="Accuracy">Share of those with a code whose first row is right.</param>
/// <param name="Precision">Share that is right of all decided, with a code or without.</param>
/// <param name="Recall">Share of those with a code that is decided rightly.</param>
/// <param name="Wrong">Ids of those ranked or decided wrongly.</param>
public sealed record IndicReport(
    int Items, double Accuracy, Interval AccuracyCi, double Precision, Interval PrecisionCi, double Recall, Interval RecallCi, IReadOnlyList<string> Wrong);

/// <summary>One item ranked or decided wrongly.</summary>
/// <param name="Got">The code of the first row, null if nothing resembled it.</param>
/// <param name="IsTaken">True if it was decided.</param>
public sealed record WrongMatch(string Wording, string Expected, string? Got, bool IsTaken, double Confidence, string? Reason, bool IsDecidable);
