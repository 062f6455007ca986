using MediAgents.Primitives;

namespace MediAgents.Grains.Conversations;

/// <summary>A message of a conversation that its client keeps. Role is <c>user</c> or <c>assistant</c>.</summary>
public sealed record SpokenTurn(string Role, string Text)
{
    public const string User = "user";
    public const string Assistant = "assistant";
}

/// <summary>
/// What was said before a question, so short that an agent can be given it: a summary of what lies far back, and the latest turns
/// word for word.
/// </summary>
/// <param name="Summary">Of all that came before <paramref name="Latest"/>; null where nothing did.</param>
/// <param name="Latest">Oldest first.</param>
public sealed record EarlierConversation(ConversationSummary? Summary, IReadOnlyList<SpokenTurn> Latest);

/// <summary>The beginning of a conversation, summarised.</summary>
/// <param name="Text">The summary.</param>
/// <param name="Turns">How many turns it stands for.</param>
/// <param name="Tokens">How long they were, as estimated.</param>
/// <param name="PromptVersion">Of the prompt by which a model wrote it; null for one that is made of the conversation's own sentences.</param>
public sealed record ConversationSummary(string Text, int Turns, int Tokens, string? PromptVersion);

/// <summary>
/// Makes a conversation short. A summary is kept: asked again with the same beginning, the patient's grain gives the one it has.
/// </summary>
/// <param name="Scope">Who asks, and whose conversation it is.</param>
/// <param name="RunId">The run that it is for; it pays for the model.</param>
/// <param name="Turns">The conversation without the question, oldest first.</param>
public sealed record CompactConversation(PatientScope Scope, string RunId, IReadOnlyList<SpokenTurn> Turns) : IGrainStreamRequest<EarlierConversation>;
