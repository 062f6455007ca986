using System.Diagnostics;
using MediAgents.Knowledge.Search;
using MediAgents.Knowledge.Starter;
using MediAgents.Primitives;
using Xunit.Abstractions;

namespace MediAgents.Knowledge.Tests.Calibration;

/// <summary>
/// Prints how well the search does on the development half and the training set, and the coefficients that a new fit would give:
/// <c>dotnet test test/Knowledge.Tests --filter Calibration --logger "console;verbosity=detailed"</c>.
/// </summary>
public sealed class CalibrationReport(ITestOutputHelper output)
{
    private static readonly double Low = new ConfidenceThresholds().Low;

    [JudgedFact]
    public void The_development_half_is_found_refused_and_calibrated()
    {
        using var search = new HybridSearch(StarterCollection.Load());

        var (ndcg, precision, recall) = Report(search, JudgedQuestions.Answerable(), JudgedQuestions.Refused());

        ndcg.ShouldBeGreaterThan(0.9);
        recall.ShouldBeGreaterThan(0.95);
        precision.ShouldBeGreaterThan(0.9);
    }

    [JudgedFact]
    public void The_training_set_is_found_refused_and_fitted()
    {
        using var search = new HybridSearch(StarterCollection.Load());
        var (answerable, refused) = (JudgedQuestions.AnswerableForTraining(), JudgedQuestions.RefusedForTraining());

        var (ndcg, precision, recall) = Report(search, answerable, refused);
        var fit = new CalibrationFit(
            search, [.. answerable, .. JudgedQuestions.Answerable()], [.. refused, .. JudgedQuestions.Refused()]);
        output.WriteLine($"order  {Show(fit.FitOrder())}");
        output.WriteLine($"topic  {Show(fit.FitTopic())}");
        output.WriteLine($"answer {Show(fit.FitAnswer())}");
        output.WriteLine($"{MicrosecondsASearch(search, answerable):F1} µs a search");

        ndcg.ShouldBeGreaterThan(0.9);
        recall.ShouldBeGreaterThan(0.93);
        precision.ShouldBeGreaterThan(0.8);
    }

    private (double Ndcg, double Precision, double Recall) Report(
        HybridSearch search, IReadOnlyList<JudgedQuestion> answerable, IReadOnlyList<JudgedQuestion> refused)
    {
        var (ndcg, mrr) = Rank(search, answerable);
        output.WriteLine($"nDCG@10 {ndcg:F3}, MRR@10 {mrr:F3} over {answerable.Count} questions");

        var cases = new CalibrationFit(search, answerable, refused).AnswerCases().ToList();
        var rightlyRefused = cases.Count(c => c.Question.Grades.Count == 0 && Confidence(c.Evidence) < Low);
        var precision = (double)rightlyRefused / cases.Count(c => Confidence(c.Evidence) < Low);
        var recall = (double)rightlyRefused / cases.Count(c => c.Question.Grades.Count == 0);
        output.WriteLine($"refusal at {Low}: precision {precision:F3}, recall {recall:F3}");

        output.WriteLine("confidence      n  mean  right");
        foreach (var band in cases.GroupBy(c => BandOf(Confidence(c.Evidence))).OrderBy(band => band.Key))
            output.WriteLine($"{band.Key,-12} {band.Count(),4}  {band.Average(c => Confidence(c.Evidence)):F2}  {band.Average(c => c.Answers ? 1.0 : 0):F2}");
        return (ndcg, precision, recall);
    }

    private static double Confidence(QuestionEvidence evidence) => Relevance.Chance(Relevance.AnswerLogit(evidence));

    private static string BandOf(double confidence) =>
        confidence switch { < 0.2 => "0.00-0.20", < 0.4 => "0.20-0.40", < 0.6 => "0.40-0.60", < 0.75 => "0.60-0.75", < 0.85 => "0.75-0.85", < 0.95 => "0.85-0.95", _ => "0.95-1.00" };

    private static (double Ndcg, double Mrr) Rank(HybridSearch search, IReadOnlyList<JudgedQuestion> questions)
    {
        var (ndcg, mrr) = (0.0, 0.0);
        foreach (var question in questions)
        {
            var grades = search.TopicEvidenceFor(question.Text)
                .Select((evidence, i) => (Score: Relevance.TopicScore(evidence), Grade: question.Grades.GetValueOrDefault(search.Collection.Topics[i].Id)))
                .OrderByDescending(topic => topic.Score)
                .Take(10).Select(topic => topic.Grade).ToList();
            ndcg += Gain(grades) / Gain(question.Grades.Values.OrderDescending().Take(10));
            mrr += grades.FindIndex(grade => grade > 0) is var first and >= 0 ? 1.0 / (first + 1) : 0;
        }

        return (ndcg / questions.Count, mrr / questions.Count);
    }

    private static double Gain(IEnumerable<int> grades) => grades.Select((grade, rank) => (Math.Pow(2, grade) - 1) / Math.Log2(rank + 2)).Sum();

    private static double MicrosecondsASearch(HybridSearch search, IReadOnlyList<JudgedQuestion> questions)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var question in questions)
                search.Search(new RetrievalQuery(question.Text));
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / questions.Count);
        }

        return best;
    }

    private static string Show(double[] coefficients) => string.Join(", ", coefficients.Select(c => c.ToString("F2")));
}
