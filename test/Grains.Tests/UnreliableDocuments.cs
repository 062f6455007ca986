using MediAgents.Primitives;
using MediAgents.Records.Documents;

namespace MediAgents.Grains.Tests;

/// <summary>The real store, whose reads a test may hold up or break.</summary>
internal sealed class UnreliableDocuments(IDocumentStore store, Func<CancellationToken, Task> before) : IDocumentStore
{
    public ValueTask<DocumentId> PutAsync(
        PatientScope scope,
        ReadOnlyMemory<byte> content,
        string mediaType,
        string? fileName,
        CancellationToken cancellationToken = default) =>
        store.PutAsync(scope, content, mediaType, fileName, cancellationToken);

    public async ValueTask<StoredDocument?> GetAsync(PatientScope scope, DocumentId id, CancellationToken cancellationToken = default)
    {
        await before(cancellationToken);
        return await store.GetAsync(scope, id, cancellationToken);
    }

    public ValueTask<IReadOnlyList<DocumentListing>> ListAsync(PatientScope scope, CancellationToken cancellationToken = default) =>
        store.ListAsync(scope, cancellationToken);
}
