using MediAgents.Grains.Modelling;
using MediAgents.Knowledge;
using MediAgents.Knowledge.Vectors;
using MediAgents.Models.Failures;
using MediAgents.Primitives;

namespace MediAgents.Grains.Retrieving;

/// <summary>
/// Finds passages for a patient's question: by words, and where a model of embeddings is set up for that patient also by sense.
/// A model that is slow or fails costs a short wait, and words alone decide.
/// </summary>
/// <param name="knowledge">The search by words.</param>
/// <param name="time">The clock.</param>
/// <param name="models">Models for patients; null in a process that has none.</param>
/// <param name="vectors">The collection's vectors; null in a process that has no models.</param>
public sealed class PassageRetrieval(IKnowledge knowledge, TimeProvider time, PatientModels? models = null, CollectionVectors? vectors = null)
{
    /// <summary>How long a question waits for its vector.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>For how long no vector is asked for after one did not come.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private long notBefore = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>The search by words, whose confidence is that of every search here.</summary>
    public IKnowledge Words => knowledge;

    /// <param name="query">The question. Where the search by words finds nothing, no vector is asked for.</param>
    /// <param name="scope">Who asks, and for whom.</param>
    /// <param name="work">The run, or another piece of work, that pays.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<Retrieval> SearchAsync(RetrievalQuery query, PatientScope scope, string work, CancellationToken cancellationToken)
    {
        var found = knowledge.Search(query);
        if (found.Passages.Count == 0 || models is null || vectors is null || time.GetUtcNow().UtcTicks < Interlocked.Read(ref notBefore))
            return found;
        var model = await models.OpenEmbeddingsAsync(scope, work, cancellationToken);
        if (model is null || vectors.Find(model.ForNobody) is not { } passages)
            return found;
        return await VectorOfAsync(model, query.Text, cancellationToken) is { } question && question.Length == passages.Dimensions
            ? new FusedKnowledge(knowledge, passages, _ => question).Search(query)
            : found;
    }

    private async ValueTask<ReadOnlyMemory<float>?> VectorOfAsync(PatientEmbeddings model, string text, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var read = text.Length <= RetrievalQuery.MaxLength ? text : text[..RetrievalQuery.MaxLength];
            return (await model.ForPatient.GenerateAsync([read], options: null, either.Token))[0].Vector;
        }
        catch (Exception failure) when (failure is ModelException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Of a budget that is used up only this patient knows.
            if (failure is not ModelException { Code: ModelFailures.OverBudget })
                Interlocked.Exchange(ref notBefore, (time.GetUtcNow() + AfterFailure).UtcTicks);
            return null;
        }
    }
}
