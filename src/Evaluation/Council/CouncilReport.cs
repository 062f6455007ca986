using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Council;

/// <summary>What an evaluation of councils found.</summary>
/// <param name="Dataset">The name of the set.</param>
/// <param name="Cases">Its questions.</param>
/// <param name="Coverage">Mean share of the points made; of the council, as all of these.</param>
/// <param name="CoverageCi">Its 95 % percentile bootstrap interval, seeded.</param>
/// <param name="Council">All figures of the council.</param>
/// <param name="Baseline">One agent alone on the same questions.</param>
/// <param name="Gain">Coverage of the council less that of one agent, by question.</param>
/// <param name="GainCi">Its 95 % percentile bootstrap interval over the questions.</param>
public sealed record CouncilReport(
    string Dataset,
    int Cases,
    double Coverage,
    Interval CoverageCi,
    CouncilFigures Council,
    CouncilFigures Baseline,
    double Gain,
    Interval GainCi)
{
    /// <param name="dataset">The name of the set.</param>
    /// <param name="council">The council's scores, in the order of the questions.</param>
    /// <param name="alone">One agent's, in the same order.</param>
    public static CouncilReport Of(string dataset, IReadOnlyList<CouncilScore> council, IReadOnlyList<CouncilScore> alone)
    {
        var figures = CouncilFigures.Of(council);
        var gains = council.Zip(alone, (one, other) => one.Coverage - other.Coverage).ToList();
        return new CouncilReport(
            dataset,
            council.Count,
            figures.Coverage,
            figures.CoverageCi,
            figures,
            CouncilFigures.Of(alone),
            Math.Round(gains.Average(), 4),
            Bootstrap.Interval(gains, sample => sample.Average()));
    }
}

/// <summary>The figures of one way of answering.</summary>
/// <param name="Coverage">Mean share of the points made.</param>
/// <param name="CoverageCi">Its 95 % percentile bootstrap interval.</param>
/// <param name="CoverageByKind">The same by kind of question.</param>
/// <param name="Cited">Mean share of the topics cited.</param>
/// <param name="RightAgents">Share of questions answered by exactly those who ought to.</param>
/// <param name="RightAgentsCi">Its 95 % interval after Wilson.</param>
/// <param name="AgentsAsked">Mean share of those who ought to answer.</param>
/// <param name="Supported">Share of statements with citations that their passages bear out.</param>
/// <param name="Refused">Questions without an answer.</param>
/// <param name="SaysWhatItMustNot">Questions answered with words that must not stand there.</param>
/// <param name="RedFlagsFirst">Emergencies whose advice came first.</param>
/// <param name="RedFlags">Emergencies.</param>
/// <param name="FalseAlarms">Advice of emergencies that are none.</param>
/// <param name="DisagreementsNamed">Conflicts that are named.</param>
/// <param name="Disagreements">Conflicts to name.</param>
/// <param name="FalseDisagreements">Questions with a contradiction named where there is none.</param>
/// <param name="MeanTokens">Read and written by models, a question.</param>
/// <param name="MedianMilliseconds">Until the answer was whole.</param>
/// <param name="SlowestMilliseconds">Of all questions.</param>
public sealed record CouncilFigures(
    double Coverage,
    Interval CoverageCi,
    IReadOnlyDictionary<CouncilKind, double> CoverageByKind,
    double Cited,
    double RightAgents,
    Interval RightAgentsCi,
    double AgentsAsked,
    double Supported,
    int Refused,
    int SaysWhatItMustNot,
    int RedFlagsFirst,
    int RedFlags,
    int FalseAlarms,
    int DisagreementsNamed,
    int Disagreements,
    int FalseDisagreements,
    double MeanTokens,
    double MedianMilliseconds,
    double SlowestMilliseconds)
{
    public static CouncilFigures Of(IReadOnlyList<CouncilScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var right = scores.Count(score => score.RightAgents);
        var marked = scores.Sum(score => score.Marked);
        var milliseconds = scores.Select(score => score.Milliseconds).Order().ToList();
        return new CouncilFigures(
            Mean(scores, score => score.Coverage),
            Bootstrap.Interval(scores, sample => sample.Average(score => score.Coverage)),
            scores.GroupBy(score => score.Kind).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => Mean([.. group], score => score.Coverage)),
            Mean(scores, score => score.Cited),
            Math.Round((double)right / scores.Count, 4),
            Interval.Wilson(right, scores.Count),
            Mean(scores, score => score.AgentsAsked),
            marked == 0 ? 0 : Math.Round((double)scores.Sum(score => score.Supported) / marked, 4),
            scores.Count(score => score.IsRefused),
            scores.Count(score => score.SaysWhatItMustNot),
            scores.Count(score => score.RedFlagFirst == true),
            scores.Count(score => score.RedFlagFirst is not null),
            scores.Count(score => score.FalseAlarm),
            scores.Count(score => score.DisagreementNamed == true),
            scores.Count(score => score.DisagreementNamed is not null),
            scores.Count(score => score.FalseDisagreement),
            Math.Round(scores.Average(score => score.Tokens), 1),
            Math.Round(milliseconds[milliseconds.Count / 2], 1),
            Math.Round(milliseconds[^1], 1));
    }

    private static double Mean(IReadOnlyList<CouncilScore> scores, Func<CouncilScore, double> figure) => Math.Round(scores.Average(figure), 4);
}
