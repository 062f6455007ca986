namespace MediAgents.Clinical;

/// <summary>A sign of an emergency found in a text.</summary>
/// <param name="Id">Stable snake_case word for the kind of emergency, e.g. <c>stroke</c>.</param>
/// <param name="Recognised">The words that told it, quoted from the text.</param>
/// <param name="Advice">What to do; begins with "Seek emergency care now".</param>
/// <param name="Source">The guideline behind it.</param>
public sealed record RedFlag(string Id, string Recognised, string Advice, string Source);
