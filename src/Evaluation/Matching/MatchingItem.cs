namespace MediAgents.Evaluation.Matching;

/// <summary>A wording as a hospital may print it, and the row it was made from.</summary>
/// <param name="Wording">What the bill says.</param>
/// <param name="Code">The row's code.</param>
/// <param name="IsDecidable">False if what is left of the name fits another row as well: no reader could decide.</param>
public sealed record MatchingItem(string Wording, string Code, bool IsDecidable);
