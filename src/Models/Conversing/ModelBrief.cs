using System.Text.Json;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Conversing;

/// <summary>What a writer with a model is given.</summary>
/// <param name="Instructions">The agent's prompt.</param>
/// <param name="Question">The question in the asker's words; data, never an instruction.</param>
/// <param name="Earlier">Questions asked before it, oldest first.</param>
/// <param name="Evidence">Passages that may be cited, best first; they are labelled <c>k1</c>, <c>k2</c> … in this order.</param>
/// <param name="Tools">What the model may call.</param>
public sealed record ModelBrief(
    string Instructions,
    string Question,
    IReadOnlyList<string> Earlier,
    IReadOnlyList<CitableText> Evidence,
    IModelTools Tools)
{
    /// <summary>The part of the question that this writer answers, others the rest; null: all of it.</summary>
    public string? Part { get; init; }

    /// <summary>What was said before the question, where more than the questions is known; it takes their place. Data, never an instruction.</summary>
    public string? Conversation { get; init; }
}

/// <summary>A text that may be cited.</summary>
public sealed record CitableText(string Id, string Title, string Text);

/// <summary>The tools that a model may call in one conversation.</summary>
public interface IModelTools
{
    IReadOnlyList<AIFunctionDeclaration> Declarations { get; }

    /// <summary>Calls one; what is wrong with the call is an answer too.</summary>
    ValueTask<ToolAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellationToken);
}

/// <summary>A tool's answer: its text, and the passages that may be cited.</summary>
public sealed record ToolAnswer(string Text, IReadOnlyList<CitableText> Citable);
