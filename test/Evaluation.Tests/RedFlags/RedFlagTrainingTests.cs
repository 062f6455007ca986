using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.RedFlags;
using MediAgents.Evaluation.Routing;

namespace MediAgents.Evaluation.Tests.RedFlags;

public sealed class RedFlagTrainingTests
{
    private static readonly LabelledDataset Train = LabelledDataset.Read(Evals.File("redflags", "train.csv"), RedFlagEvaluation.Labels);
    private static readonly LabelledDataset Dev = LabelledDataset.Read(Evals.File("redflags", "dev.csv"), RedFlagEvaluation.Labels);

    [Fact]
    public void The_shipped_model_is_what_the_trainer_makes_of_the_shipped_files()
    {
        LabelledDataset[] complaints = [.. new[] { "a.csv", "b.csv", "c.csv" }
            .Select(f => LabelledDataset.Read(Evals.File("routing", "train", f), RoutingEvaluation.Labels))];
        using var table = new StringWriter();
        RedFlagTraining.Write([Train, Dev], complaints, table);
        ShippedTable.Of("danger-model.txt").ShouldMatchTable(table.ToString());
    }

    [Fact]
    public void What_has_been_learned_from_is_told_right()
    {
        var report = RedFlagEvaluation.Run(Train);
        report.Sensitivity.ShouldBeGreaterThan(0.95);
        report.Specificity.ShouldBeGreaterThan(0.95);
    }
}
