using System.Collections.Concurrent;
using MediAgents.Knowledge;
using MediAgents.Knowledge.Vectors;
using MediAgents.Models.Failures;
using MediAgents.Models.Vectors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Retrieving;

/// <summary>
/// The vectors of the collection, of each model that is asked for questions. They are made beside the questions, at the first one:
/// until they are there words alone decide.
/// </summary>
public sealed partial class CollectionVectors : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource stop = new();
    private readonly CancellationToken stopping;
    private readonly ConcurrentDictionary<string, Making> makings = new(StringComparer.Ordinal);
    private readonly IKnowledge knowledge;
    private readonly TextVectors kept;
    private readonly TimeProvider time;
    private readonly ILogger<CollectionVectors> logger;

    public CollectionVectors(IKnowledge knowledge, TextVectors kept, TimeProvider time, ILogger<CollectionVectors> logger)
    {
        (this.knowledge, this.kept, this.time, this.logger) = (knowledge, kept, time, logger);
        stopping = stop.Token;
    }

    /// <summary>The collection's vectors; null while they are being made, or cannot be.</summary>
    /// <param name="model">Makes them, on nobody's account.</param>
    public PassageVectors? Find(IEmbeddingGenerator<string, Embedding<float>> model)
    {
        var about = model.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        var making = makings.GetOrAdd($"{about?.ProviderUri}\n{about?.DefaultModelId}", _ => new Making());
        return making.Find(() => MakeAsync(model), time, AfterFailure);
    }

    /// <summary>Ends when no vectors are being made.</summary>
    public Task SettledAsync() => Task.WhenAll(makings.Values.Select(making => making.UnderWay));

    /// <summary>Ends what is being made; what was made is kept.</summary>
    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private async Task<PassageVectors?> MakeAsync(IEmbeddingGenerator<string, Embedding<float>> model)
    {
        try
        {
            var collection = knowledge.Collection;
            return new PassageVectors(collection, await kept.OfAsync(model, [.. collection.Passages.Select(PassageVectors.TextOf)], stopping));
        }
        catch (ModelException failure)
        {
            NotMade(logger, failure.Code);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The vectors of the collection could not be made ({Code}); passages are found by their words alone")]
    private static partial void NotMade(ILogger logger, string code);

    /// <summary>One model's vectors on their way.</summary>
    private sealed class Making
    {
        private readonly Lock access = new();
        private Task<PassageVectors?> task = Task.FromResult<PassageVectors?>(null);
        private DateTimeOffset notBefore = DateTimeOffset.MinValue;

        public Task UnderWay
        {
            get
            {
                lock (access)
                    return task;
            }
        }

        public PassageVectors? Find(Func<Task<PassageVectors?>> make, TimeProvider time, TimeSpan afterFailure)
        {
            lock (access)
            {
                if (!task.IsCompletedSuccessfully)
                    return null;
                if (task.Result is { } made)
                    return made;
                if (time.GetUtcNow() >= notBefore)
                {
                    notBefore = time.GetUtcNow() + afterFailure;
                    // What serves all questions is no part of the first one's trace.
                    using (ExecutionContext.SuppressFlow())
                        task = Task.Run(make);
                }

                return null;
            }
        }
    }
}
