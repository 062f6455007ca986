using MediAgents.Primitives;
using MediAgents.Records.Documents;

namespace MediAgents.Records.Portability.Sections;

/// <summary><c>documents.json</c> and, in <c>documents/</c>, the bytes as they were handed in. One document at a time is in memory.</summary>
public sealed class DocumentsSection(IDocumentStore documents) : IArchiveSection
{
    public async Task WriteAsync(RecordArchive archive, PatientScope scope, CancellationToken cancellationToken)
    {
        var listed = await documents.ListAsync(scope, cancellationToken);
        await archive.AddJsonAsync(ArchivePaths.Documents, listed.Select(DescriptionOf), cancellationToken);
        foreach (var listing in listed)
        {
            if (await documents.GetAsync(scope, listing.Id, cancellationToken) is { } document)
                await archive.AddAsync(ArchivePaths.Of(listing), content => content.WriteAsync(document.Content, cancellationToken).AsTask(), cancellationToken);
        }
    }

    private static ArchivedDocument DescriptionOf(DocumentListing listing) =>
        new(listing.Id.Value, ArchivePaths.Of(listing), listing.MediaType, listing.FileName, listing.Size, listing.StoredAt);

    private sealed record ArchivedDocument(string Id, string Path, string MediaType, string? FileName, long Size, DateTimeOffset StoredAt);
}
