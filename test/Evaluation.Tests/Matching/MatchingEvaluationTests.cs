using System.Globalization;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;
using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.Matching;

namespace MediAgents.Evaluation.Tests.Matching;

public sealed class MatchingEvaluationTests
{
    private const int Few = 1_500;

    private static readonly string Dev = Evals.File("matching", "dev");

    [Fact]
    public void Equal_seeds_make_equal_items_and_other_seeds_others()
    {
        var items = MatchingEvaluation.Items(Dev, 1, Few);

        MatchingEvaluation.Items(Dev, 1, Few).ShouldBe(items);
        MatchingEvaluation.Items(Dev, 2, Few).ShouldNotBe(items);
        items.Select(item => item.Code).ShouldAllBe(code => RateBook.Shipped.Cghs.Find(code) != null);
        items.Count(item => item.IsDecidable).ShouldBeInRange(Few * 7 / 10, Few - 1);
    }

    [Fact]
    public void The_half_for_reporting_makes_other_wordings()
    {
        var dev = MatchingEvaluation.Items(Dev, 1, Few).Select(item => item.Wording);

        MatchingEvaluation.Items(Evals.File("matching", "held"), 1, Few).Select(item => item.Wording).Intersect(dev).Count().ShouldBeLessThan(Few / 4);
    }

    [Fact]
    public void On_the_dev_half_errors_are_at_most_half_of_the_trigram_index_and_decisions_are_right()
    {
        var report = MatchingEvaluation.Run(Dev, MatchingEvaluation.DefaultSeed("dev"), 3_000);

        report.Baseline.ErrorRatio.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(0.5);
        report.Precision.ShouldBeGreaterThanOrEqualTo(0.995);
        report.Coverage.ShouldBeGreaterThan(0.85);
        report.Calibration.ExpectedError.ShouldBeLessThan(0.05);
        report.Indic.Precision.ShouldBeGreaterThan(0.95);
        report.Indic.Recall.ShouldBeGreaterThan(0.8);
        report.Undecidable.Abstained.ShouldBeGreaterThan(report.Undecidable.Items / 2);
    }

    [Fact]
    public void The_shipped_confidence_is_what_the_fitting_makes_of_the_dev_half()
    {
        var table = ConfidenceFitting.Table(Dev);

        if (Environment.GetEnvironmentVariable("MEDIAGENTS_WRITE_MODELS") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, "match-confidence.csv"), table);
        foreach (var cells in table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Skip(1).Select(line => line.Split(',')))
        {
            var shipped = MatchConfidence.Of(Enum.Parse<MatchOutcome>(cells[0], ignoreCase: true), double.Parse(cells[1], CultureInfo.InvariantCulture));
            Math.Abs(shipped - Math.Min(MatchConfidence.Most, double.Parse(cells[2], CultureInfo.InvariantCulture))).ShouldBeLessThan(0.04, string.Join(',', cells));
        }
    }

    [Theory]
    [InlineData("mix.csv", "step,share\nshout,3\n", "step")]
    [InlineData("mix.csv", "step,share\ndrop,none\n", "share")]
    [InlineData("dropped.csv", "words\nscan\n", "header")]
    [InlineData("abbreviations.csv", "printed,shortened\nscan\n", "fields")]
    public void A_bad_table_is_told_with_its_name(string file, string text, string named)
    {
        var folder = Directory.CreateTempSubdirectory("matching");
        try
        {
            foreach (var table in Directory.EnumerateFiles(Dev))
                File.Copy(table, Path.Combine(folder.FullName, Path.GetFileName(table)));
            File.WriteAllText(Path.Combine(folder.FullName, file), text);

            var bad = Should.Throw<DatasetException>(() => MatchingEvaluation.Items(folder.FullName, 1, 10));

            bad.Message.ShouldContain(file);
            bad.Message.ShouldContain(named);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
