using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.Routing;

namespace MediAgents.Evaluation.Tests.Routing;

public sealed class RoutingTrainingTests
{
    private static readonly LabelledDataset[] Writers = [.. new[] { "a.csv", "b.csv", "c.csv" }.Select(f => Read("train", f))];
    private static readonly LabelledDataset Dev = Read("dev.csv");

    [Fact]
    public void The_shipped_model_is_what_the_trainer_makes_of_the_shipped_files()
    {
        using var table = new StringWriter();
        RoutingTraining.Write([.. Writers, Dev], table);
        ShippedTable.Of("routing-model.txt").ShouldMatchTable(table.ToString());
    }

    [Fact]
    public void On_a_writer_it_has_not_read_the_router_beats_lexicon_and_words_alone()
    {
        foreach (var left in RoutingTraining.LeaveOneWriterOut(Writers, [Dev]))
        {
            left.Both.ShouldBeGreaterThan(Math.Max(left.Lexicon, left.Words), left.Writer);
            left.Both.ShouldBeGreaterThan(0.84, left.Writer);
        }
    }

    private static LabelledDataset Read(params string[] path) =>
        LabelledDataset.Read(Evals.File(["routing", .. path]), RoutingEvaluation.Labels);
}
