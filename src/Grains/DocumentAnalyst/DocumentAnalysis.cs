using System.Text.Json;
using MediAgents.Clinical.Extraction;
using MediAgents.Documents.Reading;
using MediAgents.Grains.Documents;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Reading;
using MediAgents.Grains.Retrying;
using MediAgents.Records.Documents;
using MediAgents.Records.Timeline;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.DocumentAnalyst;

/// <summary>
/// Does extractions: fetches the document, reads it, lets the rules find events, proposes them. At most as many at once as there
/// are processors, however many are asked for.
/// </summary>
public sealed partial class DocumentAnalysis(
    IDocumentStore documents,
    ITimelineStore timeline,
    DocumentReader reader,
    TimeProvider time,
    ILogger<DocumentAnalysis> logger)
{
    /// <summary>A store may be away for about 11 s.</summary>
    private const int Tries = 8;

    private readonly ReadingPlaces places = new();

    /// <summary>Waits for a place to read in; disposing of it lets the next one in.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public Task<IDisposable> EnterAsync(CancellationToken cancellationToken) => places.EnterAsync(cancellationToken);

    /// <summary>For those who have a place. Always ends with an outcome: those who follow the extraction wait for one.</summary>
    /// <param name="requested">The extraction asked for.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<ExtractionOutcome> ExtractAsync(
        RequestedExtraction requested,
        Func<ExtractionProgress, ValueTask<Unit>> report,
        CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAndProposeAsync(requested, report, cancellationToken);
        }
        catch (Exception failure) when (failure is not GrainHostStoppingException && !cancellationToken.IsCancellationRequested)
        {
            ExtractionFailed(logger, failure, requested.ExtractionId);
            return Failed(requested, ExtractionFailures.Internal, "The events of the document could not be extracted.");
        }
    }

    /// <summary>The outcome of an extraction without proposals.</summary>
    public static ExtractionOutcome Failed(RequestedExtraction requested, string code, string message) =>
        new(requested.ExtractionId, requested.DocumentId, [], 0, new ExtractionFailure(code, message));

    private async Task<ExtractionOutcome> ReadAndProposeAsync(
        RequestedExtraction requested,
        Func<ExtractionProgress, ValueTask<Unit>> report,
        CancellationToken cancellationToken)
    {
        var id = new DocumentId(requested.DocumentId);
        var trying = new TryingAgain(time, (failure, pause) => TryingStoreAgain(logger, failure, requested.ExtractionId, pause));
        var document = await trying.RunAsync(token => documents.GetAsync(requested.Scope, id, token), Tries, cancellationToken);
        if (document is null)
            return Failed(requested, ExtractionFailures.Missing, "There is no such document.");
        var read = await reader.ReadAsync(document.Content, requested.Language, cancellationToken);
        if (read.Text is not { } text)
            return Failed(requested, JsonNamingPolicy.SnakeCaseLower.ConvertName($"{read.Reason}"), read.Message);

        var pages = text.Pages.Count;
        await report(new ExtractionProgress("read", pages, pages, pages == 1 ? "1 page read" : $"{pages} pages read"));
        var events = EventExtractor.Extract(text.Pages, DateOnly.FromDateTime(document.StoredAt.UtcDateTime));
        var proposals = TimelineProposals.Of(requested.Scope.Patient, document, text.Source, events);
        var added = proposals.Count == 0
            ? 0
            : await trying.RunAsync(token => timeline.AddManyAsync(requested.Scope, proposals, "timeline.propose", token), Tries, cancellationToken);
        await report(new ExtractionProgress("extracted", proposals.Count, proposals.Count, proposals.Count == 1 ? "1 event found" : $"{proposals.Count} events found"));
        return new ExtractionOutcome(requested.ExtractionId, requested.DocumentId, [.. proposals.Select(TimelineProposals.Short)], added);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Extraction {ExtractionId} failed")]
    private static partial void ExtractionFailed(ILogger logger, Exception failure, string extractionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Extraction {ExtractionId}: a store could not be used, again in {Pause}")]
    private static partial void TryingStoreAgain(ILogger logger, Exception failure, string extractionId, TimeSpan pause);
}
