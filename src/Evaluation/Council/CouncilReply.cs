namespace MediAgents.Evaluation.Council;

/// <summary>What came of asking a question.</summary>
/// <param name="Text">The answer as it is shown, with its marks.</param>
/// <param name="IsRefused">Whether there was none to give.</param>
/// <param name="Citations">Mark (<c>c1</c>) to what it stands for.</param>
/// <param name="Agents">Kinds that answered.</param>
/// <param name="Disagreements">Contradictions named.</param>
/// <param name="Alerts">Advice of red flags; told before the route, as the order of events had it.</param>
/// <param name="AlertsCameFirst">Whether it stood before the route in the events.</param>
/// <param name="Tokens">Read and written by models.</param>
/// <param name="Milliseconds">From the question's sending to the answer's end.</param>
public sealed record CouncilReply(
    string Text,
    bool IsRefused,
    IReadOnlyDictionary<string, CitedPassage> Citations,
    IReadOnlyList<string> Agents,
    IReadOnlyList<string> Disagreements,
    IReadOnlyList<string> Alerts,
    bool AlertsCameFirst,
    long Tokens,
    double Milliseconds);

/// <param name="Title">Topic and section, or the event of the record.</param>
/// <param name="Passage">What it says.</param>
public sealed record CitedPassage(string Title, string Passage);
