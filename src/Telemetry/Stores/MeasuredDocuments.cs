using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Stores;

/// <summary>Measures the store of documents.</summary>
internal sealed class MeasuredDocuments(IDocumentStore documents, ProductMeter meter) : IDocumentStore
{
    private const string Store = "documents";

    private readonly StoreOperation put = new(meter, Store, "put");
    private readonly StoreOperation get = new(meter, Store, "get");
    private readonly StoreOperation list = new(meter, Store, "list");

    public ValueTask<DocumentId> PutAsync(
        PatientScope scope, ReadOnlyMemory<byte> content, string mediaType, string? fileName, CancellationToken cancellationToken = default) =>
        put.RunAsync(
            (documents, scope, content, mediaType, fileName),
            static (call, token) => call.documents.PutAsync(call.scope, call.content, call.mediaType, call.fileName, token),
            cancellationToken);

    public ValueTask<StoredDocument?> GetAsync(PatientScope scope, DocumentId id, CancellationToken cancellationToken = default) =>
        get.RunAsync((documents, scope, id), static (call, token) => call.documents.GetAsync(call.scope, call.id, token), cancellationToken);

    public ValueTask<IReadOnlyList<DocumentListing>> ListAsync(PatientScope scope, CancellationToken cancellationToken = default) =>
        list.RunAsync((documents, scope), static (call, token) => call.documents.ListAsync(call.scope, token), cancellationToken);
}
