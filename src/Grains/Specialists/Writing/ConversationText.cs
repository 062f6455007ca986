using MediAgents.Grains.Compaction;
using MediAgents.Grains.Conversations;

namespace MediAgents.Grains.Specialists.Writing;

/// <summary>What was said before a question, as a model is given it.</summary>
internal static class ConversationText
{
    public static string Of(EarlierConversation conversation)
    {
        var latest = conversation.Latest.Select(turn => ConversationExtract.LineOf(turn.Role, turn.Text));
        return conversation.Summary is { } summary
            ? string.Join('\n', [$"Summary of the first {summary.Turns} messages: {summary.Text}", .. latest])
            : string.Join('\n', latest);
    }
}
