using MediAgents.Grains.Agents;
using MediAgents.Grains.Tools;
using MediAgents.Models.Budgets;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Privacy;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using Microsoft.Extensions.AI;

namespace MediAgents.Grains.Specialists.Writing;

/// <summary>
/// Decides which model, if any, writes an opinion about a patient. A patient who allows local models only gets a local one or
/// none; any other model sees tokens in place of what the profile says of who the patient is.
/// </summary>
public sealed class ModelDesk(IModels models, IToolBox box, IProfileStore profiles, ConfidenceThresholds thresholds)
{
    private const string LocalOnly = "This record is for local models only and none is set up; passages of the references are quoted.";

    internal async ValueTask<DeskAnswer> OpenAsync(SpecialistProfile specialist, Consult request, CancellationToken cancellationToken)
    {
        // Each reading of a profile is in the audit trail, so without a model it is not read.
        if (!HasAny(specialist))
            return new DeskAnswer(null, null);
        var patient = (await profiles.FindAsync(request.Scope, cancellationToken))?.Profile;
        var isSensitive = patient is { LocalModelsOnly: true };
        var client = models.For(Use(specialist, isSensitive) with
        {
            Account = new SpendingAccount(request.RunId, request.Scope.Patient.Hash),
            Pseudonyms = patient is null ? new Pseudonyms() : new Pseudonyms(PatientIdentifiers.Of(patient).ToKnown()),
        });
        return client is null
            ? new DeskAnswer(null, isSensitive ? LocalOnly : null)
            : new DeskAnswer(new ModelOpinion(client, specialist, new AgentTools(box, request.Scope), thresholds), null);
    }

    private bool HasAny(SpecialistProfile specialist) =>
        Client(specialist, isSensitive: false) is not null || Client(specialist, isSensitive: true) is not null;

    private IChatClient? Client(SpecialistProfile specialist, bool isSensitive) => models.For(Use(specialist, isSensitive));

    private static ModelUse Use(SpecialistProfile specialist, bool isSensitive) =>
        new(ModelPurpose.Chat, isSensitive) { Agent = specialist.Kind };
}

/// <summary>What writes an opinion; without it, why none does, if the reader should know.</summary>
internal sealed record DeskAnswer(ModelOpinion? Writing, string? WhyNone);
