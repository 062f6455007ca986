using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    // a: 3 cases, 2 right; b: 2 cases, 1 right; one a given as b, one b given as c.
    private static readonly ConfusionMatrix Matrix = new(
        [new("a", "a"), new("a", "a"), new("a", "b"), new("b", "b"), new("b", "c")], ["a", "b", "c", "unused"]);

    [Fact]
    public void Accuracy_is_the_share_of_right_cases() => Matrix.Accuracy.ShouldBe(0.6);

    [Fact]
    public void Each_label_has_its_precision_recall_and_f1()
    {
        var a = Matrix.PerLabel().Single(s => s.Label == "a");
        (a.Precision, a.Recall, a.Support).ShouldBe((1, 2.0 / 3, 3));
        a.F1.ShouldBe(0.8, 1e-9);
        Matrix.PerLabel().Single(s => s.Label == "b").F1.ShouldBe(0.5, 1e-9);
    }

    [Fact]
    public void Macro_f1_is_the_mean_over_the_labels_met() => Matrix.MacroF1.ShouldBe((0.8 + 0.5 + 0) / 3, 1e-9);

    [Fact]
    public void Counts_stand_by_right_and_given_label()
    {
        Matrix.Count("a", "b").ShouldBe(1);
        Matrix.Count("b", "a").ShouldBe(0);
        Matrix.Count("never", "met").ShouldBe(0);
        Matrix.ToTable()["b"]["c"].ShouldBe(1);
    }

    [Fact]
    public void Without_cases_every_figure_is_zero()
    {
        var empty = new ConfusionMatrix([], ["a"]);
        (empty.Accuracy, empty.MacroF1, empty.Total).ShouldBe((0, 0, 0));
    }
}
