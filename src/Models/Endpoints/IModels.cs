using MediAgents.Models.Budgets;
using MediAgents.Models.Privacy;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Endpoints;

/// <summary>
/// The models that the settings name. Safe for concurrent use; what it gives is cheap, belongs to one piece of work and need
/// not be disposed.
/// </summary>
public interface IModels
{
    /// <summary>
    /// A model for that use; null when the settings name none, which means that the extractive path answers. For sensitive
    /// work it is a model of the local endpoint or none. Its failures are <see cref="Failures.ModelException"/>.
    /// </summary>
    IChatClient? For(ModelUse use);

    /// <summary>A model of embeddings for that use; null when there is none. Sensitive work as in <see cref="For"/>.</summary>
    IEmbeddingGenerator<string, Embedding<float>>? EmbeddingsFor(ModelUse use);
}

/// <summary>What a model is asked for.</summary>
public enum ModelPurpose
{
    /// <summary>Answers in a conversation.</summary>
    Chat,

    /// <summary>Which agents and tools a question takes.</summary>
    Plan,

    /// <summary>Reports and questions about them.</summary>
    Report,
}

/// <summary>The use of a model.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="IsSensitive">True where the record must not leave the local endpoint.</param>
public sealed record ModelUse(ModelPurpose Purpose, bool IsSensitive)
{
    /// <summary>The agent's kind on the wire, which may have a model and temperature of its own; null for none.</summary>
    public string? Agent { get; init; }

    /// <summary>Who pays.</summary>
    public SpendingAccount Account { get; init; } = SpendingAccount.None;

    /// <summary>The run's pseudonyms; null replaces by patterns only.</summary>
    public Pseudonyms? Pseudonyms { get; init; }
}
