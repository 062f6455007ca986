using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MediAgents.Grains.Agents;
using MediAgents.Primitives;

namespace MediAgents.Grains.Tools;

/// <summary>Arguments of <see cref="EarlierOpinions"/>.</summary>
public sealed record OpinionQuestion
{
    [Description("Only this specialist; without it all of them.")]
    [AllowedValues(null, GrainKinds.Cardiologist, GrainKinds.Neurologist, GrainKinds.Orthopedist, GrainKinds.GeneralPhysician)]
    public string? Agent { get; init; }

    [Description("Opinions of each specialist at most, newest first.")]
    [Range(1, 20)]
    public int Limit { get; init; } = 5;
}

/// <summary>What the specialists have concluded about the patient before, and what they left open.</summary>
public sealed class EarlierOpinions(IGrains grains) : AgentTool<OpinionQuestion>(
    "earlier_opinions",
    "Read what specialists said before",
    "Lists what the specialists concluded about this patient in earlier conversations, with confidence, and the questions they could not answer.")
{
    private static readonly string[] Specialists = [GrainKinds.Cardiologist, GrainKinds.Neurologist, GrainKinds.Orthopedist, GrainKinds.GeneralPhysician];

    protected override async ValueTask<ToolResult> AnswerAsync(PatientScope scope, OpinionQuestion arguments, CancellationToken cancellationToken)
    {
        var asked = arguments.Agent is { } only ? [only] : Specialists;
        var told = await Task.WhenAll(asked.Select(async agent =>
        {
            var (conclusions, open) = await grains.AskAsync(GrainKinds.AgentOf(agent, scope.Patient), new ReadConclusions(), cancellationToken);
            return new { agent, conclusions = conclusions.Take(arguments.Limit), openQuestions = open.Take(arguments.Limit) };
        }));
        return Answer(new { specialists = told });
    }
}
