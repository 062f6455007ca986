using MediAgents.Grains;
using MediAgents.Grains.Conversations;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Chat;

/// <summary>What was said before a question, so short that agents can be given it.</summary>
internal static class SaidBefore
{
    /// <summary>In a session of this server; null where it remembers nothing, or there is no such session: whoever posts to it is told so.</summary>
    public static async Task<EarlierConversation?> InSessionAsync(
        ChatServices services, PatientScope scope, string runId, string session, CancellationToken cancellationToken)
    {
        var context = await services.Grains.AskAsync(GrainKinds.ConversationOf(session), new ReadContext(scope.Patient), cancellationToken);
        return await CompactAsync(services, scope, runId, context.Value?.Turns ?? [], cancellationToken);
    }

    /// <summary>The turns made short; null for none.</summary>
    public static async Task<EarlierConversation?> CompactAsync(
        ChatServices services, PatientScope scope, string runId, IReadOnlyList<SpokenTurn> turns, CancellationToken cancellationToken)
    {
        if (turns.Count == 0)
            return null;
        var request = new CompactConversation(scope, runId, turns);
        await foreach (var made in services.Grains.StreamAsync(GrainKinds.AgentOf(GrainKinds.Compaction, scope.Patient), request, cancellationToken))
            return made;
        throw new InvalidOperationException("A conversation was not made short.");
    }
}
