using MediAgents.Grains.Agents;
using MediAgents.Grains.Modelling;
using MediAgents.Grains.Tools;
using MediAgents.Models.Endpoints;
using MediAgents.Primitives;

namespace MediAgents.Grains.Specialists.Writing;

/// <summary>Has a model write an opinion about a patient, where there is one for them.</summary>
public sealed class ModelDesk(PatientModels models, IToolBox box, ConfidenceThresholds thresholds)
{
    private const string LocalOnly = "This record is for local models only and none is set up; passages of the references are quoted.";

    internal async ValueTask<DeskAnswer> OpenAsync(SpecialistProfile specialist, Consult request, CancellationToken cancellationToken)
    {
        var (client, isKeptLocal) = await models.OpenAsync(request.Scope, request.RunId, ModelPurpose.Chat, specialist.Kind, cancellationToken);
        return client is null
            ? new DeskAnswer(null, isKeptLocal ? LocalOnly : null)
            : new DeskAnswer(new ModelOpinion(client, specialist, new AgentTools(box, request.Scope, request.Limits), thresholds), null);
    }
}

/// <summary>What writes an opinion; without it, why none does, if the reader should know.</summary>
internal sealed record DeskAnswer(ModelOpinion? Writing, string? WhyNone);
