using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Modelling;
using MediAgents.Grains.Prompts;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tools;
using MediAgents.Models.Conversing;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Structured;
using MediAgents.Primitives;
using Microsoft.Extensions.AI;

namespace MediAgents.Grains.Orchestrator.Planning;

/// <summary>
/// Has a model divide a question among the agents, with what the record says of the patient before it. An unusable plan is sent back
/// once; after that, or when no model answers in time, the route of the rules holds and its note says so.
/// </summary>
public sealed class CouncilPlanner(PatientModels models, IToolBox box, TimeProvider time)
{
    /// <summary>Whoever asked waits for the plan before anybody begins to answer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>What the plan may rest on beside the question. The tools leave out who and where the patient is.</summary>
    private static readonly (string Tool, object Arguments)[] Record = [("patient_profile", new { }), ("patient_timeline", new { limit = 12 })];

    /// <summary>Characters of a tool's result; what is needed to choose agents is in far fewer.</summary>
    private const int LongestResult = 8_000;

    internal bool HasModel => models.HasAny(ModelPurpose.Plan, GrainKinds.Orchestrator);

    internal async IAsyncEnumerable<PlanningStep> PlanAsync(PlanCouncil request, Func<string, double> scoreOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (client, isKeptLocal) = await models.OpenAsync(request.Scope, request.RunId, ModelPurpose.Plan, GrainKinds.Orchestrator, cancellationToken);
        if (client is null)
        {
            yield return ByRules(request, isKeptLocal ? NoModel.LocalOnly : "No model is set up");
            yield break;
        }

        var asked = new StringBuilder();
        if (request.Earlier.Count > 0)
            asked.AppendLine(Fence.Around("earlier_questions", string.Join('\n', request.Earlier.Select(exchange => exchange.Question))));
        asked.AppendLine(Fence.Around("question", request.Question));
        foreach (var (tool, arguments) in Record)
        {
            yield return new PlanningStep(Tool: tool);
            var result = await box.CallAsync(request.Scope, tool, JsonSerializer.SerializeToElement(arguments), cancellationToken);
            var said = result.Content.GetRawText();
            asked.AppendLine(Fence.Around("record", said.Length <= LongestResult ? said : said[..LongestResult] + "…", ("tool", tool)));
        }

        asked.Append(Fence.Around("by_rules", string.Join('\n', request.ByRules.Agents.Select(agent => $"{agent.Kind}: {agent.Question ?? agent.Reason}"))));
        yield return await AskAsync(client, asked.ToString(), request, scoreOf, cancellationToken);
    }

    private async Task<PlanningStep> AskAsync(IChatClient client, string asked, PlanCouncil request, Func<string, double> scoreOf, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Longest, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        List<ChatMessage> messages = [new(ChatRole.System, Prompt.In("Orchestrator").Text), new(ChatRole.User, asked)];
        try
        {
            var answer = await client.AskAsync<CouncilPlan>(messages, check: PlanRules.ComplaintOn, cancellationToken: linked.Token);
            return new PlanningStep(Route: PlanRules.RouteOf(answer.Value, scoreOf), Usage: UsageOf(answer.Usage));
        }
        catch (ModelException failure)
        {
            return ByRules(request, NoModel.ReasonOf(failure));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ByRules(request, "The model gave no plan in time");
        }
    }

    private static PlanningStep ByRules(PlanCouncil request, string why) =>
        new(Route: request.ByRules with { PlannedBy = RoutePlanner.Rules, Note = $"{why}; the rules decided who answers." });

    private static ModelUsage? UsageOf(UsageDetails usage) =>
        usage is { InputTokenCount: { } read, OutputTokenCount: { } wrote } ? new ModelUsage(read, wrote) : null;
}
