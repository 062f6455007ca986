using MediAgents.Clinical;
using MediAgents.Clinical.Learning;
using MediAgents.Evaluation.Datasets;

namespace MediAgents.Evaluation.Routing;

/// <summary>Right answers on one writer's file, by a router that has learned from the other writers only.</summary>
/// <param name="Writer">Name of the file left out.</param>
/// <param name="Cases">How many cases it has.</param>
/// <param name="Lexicon">Share right with the lexicon's measures alone.</param>
/// <param name="Words">Share right with words, word pairs and concepts alone.</param>
/// <param name="Both">Share right with both, as shipped.</param>
public sealed record LeftOutWriter(string Writer, int Cases, double Lexicon, double Words, double Both);

/// <summary>Trains the learned part of the router and tells beforehand how well it does on writers it has not read.</summary>
public static class RoutingTraining
{
    private static readonly TrainerSettings Both = new();

    /// <summary>Leaves each of <paramref name="writers"/> out in turn; <paramref name="always"/> are learned from every time and never tested.</summary>
    public static IReadOnlyList<LeftOutWriter> LeaveOneWriterOut(
        IReadOnlyList<LabelledDataset> writers, IReadOnlyList<LabelledDataset> always) =>
        [.. writers.Select(left =>
        {
            LabelledDataset[] rest = [.. writers.Where(w => w != left), .. always];
            return new LeftOutWriter(
                left.Name,
                left.Cases.Count,
                Share(left, rest, Both with { Words = 0 }),
                Share(left, rest, Both with { Lexicon = 0 }),
                Share(left, rest, Both));
        })];

    /// <summary>Learns from all of <paramref name="sets"/> and writes the table that the router embeds. Equal sets give equal bytes.</summary>
    public static void Write(IReadOnlyList<LabelledDataset> sets, TextWriter table) =>
        Train(sets, Both).Write(table, Provenance(sets));

    private static string[] Provenance(IReadOnlyList<LabelledDataset> sets) =>
    [
        "The learned part of the router: feature, then hundredths of log odds for cardiology, neurology, orthopaedics, general.",
        $"Made by RoutingTraining from {string.Join(", ", sets.Select(s => $"{s.Name} ({s.Cases.Count})"))} of evals/routing; do not edit.",
        $"Trainer: full-batch, from zero, no seed needed; {Both}.",
    ];

    private static double Share(LabelledDataset test, LabelledDataset[] training, TrainerSettings settings)
    {
        var model = Train(training, settings);
        var right = Labelled(test).Count(one => SpecialtyRouter.Rank(one.Text, model)[0].Specialty == one.Label);
        return Math.Round((double)right / test.Cases.Count, 4);
    }

    private static LinearModel Train(IEnumerable<LabelledDataset> sets, TrainerSettings settings) =>
        new LinearTrainer(Specialties.All.Count, settings).Train([.. sets.SelectMany(Labelled).Select(one =>
        {
            var example = new TrainingExample((int)one.Label);
            SpecialtyRouter.Read(one.Text, example);
            return example;
        })]);

    private static IEnumerable<(string Text, Specialty Label)> Labelled(LabelledDataset set) =>
        set.Cases.Select(one => (one.Text, Specialties.All.First(s => s.ToLabel() == one.Label)));
}
