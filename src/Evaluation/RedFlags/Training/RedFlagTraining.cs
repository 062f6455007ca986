using MediAgents.Clinical.Learning;
using MediAgents.Evaluation.Datasets;

namespace MediAgents.Evaluation.RedFlags;

/// <summary>Trains the model that tells emergencies by their wording where no phrase of the red-flag tables does.</summary>
public static class RedFlagTraining
{
    private const int Labels = 2;
    private const int Emergency = 1;

    private static readonly TrainerSettings Settings = new(Words: 6, Lexicon: 1, Penalty: 0.003);

    /// <summary>
    /// Learns and writes the table that the red flags embed. <paramref name="complaints"/> (a routing set) teach what ordinary complaints
    /// sound like: those in which no phrase tells an emergency count as none. Equal sets give equal bytes.
    /// </summary>
    public static void Write(IReadOnlyList<LabelledDataset> sets, IReadOnlyList<LabelledDataset> complaints, TextWriter table)
    {
        var ordinary = complaints.SelectMany(set => set.Cases).Where(one => !Clinical.RedFlags.HasPhrase(one.Text)).ToArray();
        TrainingExample[] examples =
        [
            .. sets.SelectMany(set => set.Cases).Select(one => Example(one.Text, one.Label == RedFlagEvaluation.Labels[0] ? Emergency : 0)),
            .. ordinary.Select(one => Example(one.Text, 0)),
        ];
        new LinearTrainer(Labels, Settings).Train(examples).Write(table,
        [
            "The learned part of the red flags: feature, then hundredths of log odds for no emergency, emergency.",
            $"Made by RedFlagTraining from {Names(sets)} of evals/redflags and {ordinary.Length} ordinary complaints of {Names(complaints)} of evals/routing; do not edit.",
            $"Trainer: full-batch, from zero, no seed needed; {Settings}.",
        ]);
    }

    private static string Names(IEnumerable<LabelledDataset> sets) => string.Join(", ", sets.Select(s => $"{s.Name} ({s.Cases.Count})"));

    private static TrainingExample Example(string text, int label)
    {
        var example = new TrainingExample(label);
        Clinical.RedFlags.Read(text, example);
        return example;
    }
}
