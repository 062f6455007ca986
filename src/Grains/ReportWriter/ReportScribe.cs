using MediAgents.Grains.Modelling;
using MediAgents.Grains.Prompts;
using MediAgents.Grains.Runs;
using MediAgents.Models.Conversing;
using MediAgents.Models.Failures;
using MediAgents.Records.Reports.Prose;
using Microsoft.Extensions.AI;

namespace MediAgents.Grains.ReportWriter;

/// <summary>Has a model write over the facts of a report, each sentence naming those that it rests on, and holds it against them.</summary>
internal static class ReportScribe
{
    /// <param name="client">The model.</param>
    /// <param name="task">What is to be written: our own words for a summary, the asker's for an answer.</param>
    /// <param name="facts">What may be told and named.</param>
    /// <param name="cancellationToken">Stops the model.</param>
    public static async Task<ScribedProse> WriteAsync(IChatClient client, string task, IReadOnlyList<ReportFact> facts, CancellationToken cancellationToken)
    {
        var writer = new ModelWriter(client);
        var prompt = AgentPrompts.Of(GrainKinds.ReportWriter)!;
        var known = facts.ToDictionary(fact => fact.Statement.Id, StringComparer.Ordinal);
        var brief = new ModelBrief(
            prompt.Text, task, [], [.. facts.Select(fact => new CitableText(fact.Statement.Id, $"{fact.Section}", fact.Text))], NoTools.Instance);
        var written = new List<WrittenProse>();
        WritingEnded? ended = null;
        try
        {
            await foreach (var step in writer.WriteAsync(brief, cancellationToken))
            {
                if (step is WrittenSentence sentence)
                    written.Add(new WrittenProse(sentence.Text, [.. sentence.Labels.Select(label => known[writer.Cited(label).Id])]));
                ended = step as WritingEnded ?? ended;
            }
        }
        catch (ModelException failure)
        {
            return new ScribedProse(null, null, null, NoModel.ReasonOf(failure));
        }

        // A sentence that was cut off may say the opposite of what it was to say.
        if (ended is { IsCutOff: true } && written.Count > 0)
            written.RemoveAt(written.Count - 1);
        var usage = ended is { InputTokens: { } read, OutputTokens: { } wrote } ? new ModelUsage(read, wrote) : null;
        var prose = CheckedProse.Of(written);
        return new ScribedProse(prose, ended?.Model, usage, prose.Standing.Count == 0 ? NoModel.Unusable : null);
    }

    private sealed class NoTools : IModelTools
    {
        public static NoTools Instance { get; } = new();

        public IReadOnlyList<AIFunctionDeclaration> Declarations => [];

        public ValueTask<ToolAnswer> CallAsync(string name, System.Text.Json.JsonElement arguments, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new ToolAnswer("There is no tool of that name.", []));
    }
}

/// <summary>What a model wrote of a report.</summary>
/// <param name="Prose">What stands of it; null where the model failed.</param>
/// <param name="Model">The model that answered, where it says so.</param>
/// <param name="Usage">What it took; null where the server does not tell.</param>
/// <param name="WhyNone">Why nothing stands, without full stop; null where something does.</param>
internal sealed record ScribedProse(CheckedProse? Prose, string? Model, ModelUsage? Usage, string? WhyNone);
