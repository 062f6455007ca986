using MediAgents.Models.Budgets;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Privacy;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using Microsoft.Extensions.AI;

namespace MediAgents.Grains.Modelling;

/// <summary>
/// Decides which model, if any, works for an agent on a patient. A patient who allows local models only gets a local one or
/// none; any other model sees tokens in place of what the profile says of who the patient is.
/// </summary>
public sealed class PatientModels(IModels models, IProfileStore profiles)
{
    /// <summary>Whether there is a model at all for such work. Each reading of a profile is in the audit trail, so without one none is read.</summary>
    internal bool HasAny(ModelPurpose purpose, string agent) =>
        models.For(Use(purpose, agent, isSensitive: false)) is not null || models.For(Use(purpose, agent, isSensitive: true)) is not null;

    internal async ValueTask<PatientModel> OpenAsync(PatientScope scope, string runId, ModelPurpose purpose, string agent, CancellationToken cancellationToken)
    {
        return HasAny(purpose, agent)
            ? Open((await profiles.FindAsync(scope, cancellationToken))?.Profile, scope.Patient, runId, purpose, agent)
            : new PatientModel(null, IsKeptLocal: false);
    }

    /// <summary>As <see cref="OpenAsync"/>, for work that has read the profile; null where none is stored.</summary>
    internal PatientModel Open(PatientProfile? patient, PatientId whose, string runId, ModelPurpose purpose, string agent)
    {
        var isSensitive = patient is { LocalModelsOnly: true };
        var client = models.For(Use(purpose, agent, isSensitive) with
        {
            Account = new SpendingAccount(runId, whose.Hash),
            Pseudonyms = PseudonymsOf(patient),
        });
        return new PatientModel(client, IsKeptLocal: isSensitive && client is null && HasAny(purpose, agent));
    }

    /// <summary>A model of embeddings for what a patient asks; null where there is none for them.</summary>
    internal async ValueTask<PatientEmbeddings?> OpenEmbeddingsAsync(PatientScope scope, string runId, CancellationToken cancellationToken)
    {
        var (open, sensitive) = (new ModelUse(ModelPurpose.Chat, IsSensitive: false), new ModelUse(ModelPurpose.Chat, IsSensitive: true));
        if (models.EmbeddingsFor(open) is null && models.EmbeddingsFor(sensitive) is null)
            return null;
        var patient = (await profiles.FindAsync(scope, cancellationToken))?.Profile;
        var use = patient is { LocalModelsOnly: true } ? sensitive : open;
        return models.EmbeddingsFor(use) is { } forNobody
            ? new PatientEmbeddings(forNobody, models.EmbeddingsFor(use with { Account = new SpendingAccount(runId, scope.Patient.Hash), Pseudonyms = PseudonymsOf(patient) })!)
            : null;
    }

    private static Pseudonyms PseudonymsOf(PatientProfile? patient) =>
        patient is null ? new Pseudonyms() : new Pseudonyms(PatientIdentifiers.Of(patient).ToKnown());

    private static ModelUse Use(ModelPurpose purpose, string agent, bool isSensitive) => new(purpose, isSensitive) { Agent = agent };
}

/// <summary>One model of embeddings: for texts that hold nobody's data, and for a patient's own.</summary>
internal sealed record PatientEmbeddings(
    IEmbeddingGenerator<string, Embedding<float>> ForNobody, IEmbeddingGenerator<string, Embedding<float>> ForPatient);

/// <summary>The model that works on a patient.</summary>
/// <param name="Client">The model; null where there is none.</param>
/// <param name="IsKeptLocal">There is none because the record is for local models only.</param>
internal sealed record PatientModel(IChatClient? Client, bool IsKeptLocal)
{
    /// <summary>The name of the model that is asked first; null where there is none.</summary>
    public string? Name => (Client?.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.DefaultModelId;
}
