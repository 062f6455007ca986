using MediAgents.Grains.Conversations;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;

namespace MediAgents.Grains.Compaction;

/// <summary>The latest summaries of one patient's conversations, newest first.</summary>
public sealed record CompactionState
{
    public IReadOnlyList<KeptSummary> Summaries { get; init; } = [];
}

/// <param name="Prefix">SHA-256 of the turns that it stands for; it is sealed with the rest, so it betrays nothing of them.</param>
/// <param name="Summary">The summary.</param>
public sealed record KeptSummary(string Prefix, ConversationSummary Summary);

/// <summary>Keeps a summary; one of the same turns is replaced.</summary>
public sealed record KeepSummary(PatientId Patient, KeptSummary Kept) : IGrainRequest<Unit>, IRepeatable;
