using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>
/// Tells a model that is at work from one that hangs: a part of a tool's call is not given out before the call is whole, but
/// it is a piece of the answer to whoever waits for one.
/// </summary>
internal static class SignOfLife
{
    private const string Marker = "mediagents.at_work";

    public static void Mark(ChatResponseUpdate update) => (update.AdditionalProperties ??= [])[Marker] = true;

    public static bool Is(ChatResponseUpdate update) =>
        update.Contents.Count > 0 || update.FinishReason is not null || update.AdditionalProperties?.ContainsKey(Marker) == true;
}
