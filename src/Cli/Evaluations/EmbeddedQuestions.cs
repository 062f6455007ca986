using MediAgents.Knowledge;
using MediAgents.Knowledge.Vectors;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Vectors;
using MediAgents.Server;
using MediAgents.Server.Settings;
using Microsoft.Extensions.AI;

namespace MediAgents.Cli.Evaluations;

/// <summary>The collection with the model of embeddings that the settings name, for the questions of an evaluation.</summary>
internal static class EmbeddedQuestions
{
    /// <exception cref="SettingException">A setting is wrong, or none names such a model.</exception>
    /// <exception cref="ModelException">The model failed.</exception>
    public static async Task<(IKnowledge Knowledge, string? Model)> FuseAsync(IKnowledge words, IEnumerable<string> questions, CancellationToken cancellationToken)
    {
        using var host = ModelHost.Open(SettingsFile.Load());
        var model = host.Models.EmbeddingsFor(new ModelUse(ModelPurpose.Chat, IsSensitive: false))
            ?? throw new SettingException("OPENAI_MODEL_EMBEDDING", "names no model of embeddings, or no server is set up for it.");
        var vectors = new TextVectors(directory: null);
        var passages = new PassageVectors(words.Collection, await vectors.OfAsync(model, [.. words.Collection.Passages.Select(PassageVectors.TextOf)], cancellationToken));
        var texts = questions.Distinct(StringComparer.Ordinal).ToList();
        var placed = texts.Zip(await vectors.OfAsync(model, texts, cancellationToken)).ToDictionary(one => one.First, one => one.Second, StringComparer.Ordinal);
        return (new FusedKnowledge(words, passages, text => placed[text]), (model.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata)?.DefaultModelId);
    }
}
