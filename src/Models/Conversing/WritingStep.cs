namespace MediAgents.Models.Conversing;

/// <summary>What a writer with a model yields while it writes.</summary>
public abstract record WritingStep;

/// <summary>A piece of the sentence under way, as the model gave it but for white space and marks.</summary>
public sealed record WrittenText(string Text) : WritingStep;

/// <summary>The sentence is whole; the pieces since the one before join to <paramref name="Text"/>.</summary>
/// <param name="Text">The sentence, without marks.</param>
/// <param name="Labels">The labels it cites, each one that was given to the model.</param>
public sealed record WrittenSentence(string Text, IReadOnlyList<string> Labels) : WritingStep;

/// <summary>The model asks for a tool.</summary>
public sealed record ToolAsked(string Tool) : WritingStep;

/// <summary>The model has no answer from what it was given; nothing it wrote is shown.</summary>
/// <param name="Missing">What it says is missing.</param>
public sealed record WritingRefused(string Missing) : WritingStep;

/// <summary>The model has written its last.</summary>
/// <param name="InputTokens">Read by the model, all rounds together; null where the server does not tell.</param>
/// <param name="OutputTokens">Written by it.</param>
/// <param name="IsCutOff">Whether it had more to say than it may write.</param>
/// <param name="Model">The model that answered, as the server names it; null where it does not.</param>
public sealed record WritingEnded(long? InputTokens, long? OutputTokens, bool IsCutOff = false, string? Model = null) : WritingStep;
