using System.Text;
using MediAgents.Grains.Journals;
using MediAgents.Grains.Runs;

namespace MediAgents.Gateway.Completions;

/// <summary>
/// The text of a run for clients that can only be told more of it. What a single agent says is shown as it says it; of a council
/// the merged answer is. Should the answer not be what was shown, because the agent began anew, it follows whole behind a line.
/// </summary>
internal sealed class LiveText
{
    private const string Line = "\n\n---\n\n";

    private readonly StringBuilder shown = new();
    private bool isOfOne;
    private bool hasSpoken;
    private bool hasBegunAnew;

    /// <summary>All that was shown so far.</summary>
    public string Shown => shown.ToString();

    /// <summary>What an event lets be shown; null for nothing.</summary>
    public string? Take(JournalEntry entry)
    {
        switch (entry.Type)
        {
            case RunEventTypes.RouteDecided:
                isOfOne = RunOutcomes.DataOf<RouteDecided>(entry).Mode == RouteMode.Single;
                return null;
            case RunEventTypes.AgentStarted:
                hasBegunAnew |= hasSpoken;
                return null;
            case RunEventTypes.AgentDelta when isOfOne && !hasBegunAnew:
                hasSpoken = true;
                return Show(RunOutcomes.DataOf<Delta>(entry).Text);
            // Advice of red flags comes before the route; of one agent the rest follows at the end.
            case RunEventTypes.AnswerDelta when !isOfOne:
                return Show(RunOutcomes.DataOf<Delta>(entry).Text);
            default:
                return null;
        }
    }

    /// <summary>What is missing of the answer when it is whole; null for nothing.</summary>
    public string? Rest(string answer)
    {
        var so = Shown;
        return Show(answer.StartsWith(so, StringComparison.Ordinal) ? answer[so.Length..] : Line + answer);
    }

    private string? Show(string text)
    {
        shown.Append(text);
        return text.Length > 0 ? text : null;
    }
}
