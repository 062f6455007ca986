namespace MediAgents.Evaluation.Datasets;

/// <summary>One case of a classification set.</summary>
/// <param name="Id">Unique within the set.</param>
/// <param name="Text">What is to be classified.</param>
/// <param name="Label">The right answer.</param>
/// <param name="Line">Where the case begins in its file, from 1.</param>
public sealed record LabelledCase(string Id, string Text, string Label, long Line);
