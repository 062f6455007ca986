using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Library;
using MediAgents.Documents.Reading;
using MediAgents.Grains.BillAuditor;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Reading;
using MediAgents.Grains.Retrying;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Audit;

/// <summary>
/// Does audits: fetches the document, reads it, lets the rules decide. At most as many at once as there are processors,
/// however many are asked for: reading starts child processes and holds whole documents in memory.
/// </summary>
public sealed partial class BillAuditing(
    IDocumentStore documents,
    DocumentReader reader,
    RateLibrary rates,
    AuditCache cache,
    ConfidenceThresholds thresholds,
    TimeProvider time,
    ILogger<BillAuditing> logger)
{
    /// <summary>The document store may be away for about 11 s.</summary>
    private const int TriesOfDocument = 8;

    private readonly ReadingPlaces places = new();

    /// <summary>Waits for a place to audit in; disposing of it lets the next one in.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public Task<IDisposable> EnterAsync(CancellationToken cancellationToken) => places.EnterAsync(cancellationToken);

    /// <summary>For those who have a place. Always ends with an outcome: those who follow the audit wait for one.</summary>
    /// <param name="audit">The audit asked for.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<FinishedAudit> AuditAsync(RequestedAudit audit, Func<AuditProgress, ValueTask<Unit>> report, CancellationToken cancellationToken)
    {
        try
        {
            return await KnownOrReadAsync(audit, report, cancellationToken);
        }
        catch (Exception failure) when (failure is not GrainHostStoppingException && !cancellationToken.IsCancellationRequested)
        {
            AuditFailed(logger, failure, audit.AuditId);
            return WithoutResult(audit, AuditFailures.Internal, "The document could not be audited.");
        }
    }

    /// <summary>The outcome of an audit without a result.</summary>
    public static AuditOutcome Failed(string auditId, string code, string message) =>
        new(auditId, Result: null, AuditOpinion.Refused(message), new AuditFailure(code, message));

    private async Task<FinishedAudit> KnownOrReadAsync(RequestedAudit audit, Func<AuditProgress, ValueTask<Unit>> report, CancellationToken cancellationToken)
    {
        var (book, options) = (rates.Book(), OptionsOf(audit.Bill.Context));
        var today = options.Today;
        if (cache.Find(audit, book, today) is { } known)
            return known;
        var finished = await ReadAndAuditAsync(audit, book, options, report, cancellationToken);
        cache.Keep(audit, book, today, finished);
        return finished;
    }

    private async Task<FinishedAudit> ReadAndAuditAsync(
        RequestedAudit audit, RateBook book, AuditOptions options, Func<AuditProgress, ValueTask<Unit>> report, CancellationToken cancellationToken)
    {
        var id = new DocumentId(audit.Bill.DocumentId);
        var trying = new TryingAgain(time, (failure, pause) => ReadingAgain(logger, failure, audit.AuditId, pause));
        var document = await trying.RunAsync(token => documents.GetAsync(audit.Scope, id, token), TriesOfDocument, cancellationToken);
        if (document is null)
            return WithoutResult(audit, AuditFailures.Missing, "The document is not there any more.");
        var read = await reader.ReadAsync(
            document.Content,
            audit.Bill.Context.Language,
            async (done, total) => await report(new AuditProgress("reading", done, total, $"{done} of {total} pages read")),
            cancellationToken);
        if (read.Text is not { } text)
            return WithoutResult(audit, JsonNamingPolicy.SnakeCaseLower.ConvertName($"{read.Reason}"), read.Message);

        await report(new AuditProgress("read", text.Pages.Count, text.Pages.Count, text.Pages.Count == 1 ? "1 page read" : $"{text.Pages.Count} pages read"));
        var result = BillAudit.Audit(BillTexts.Of(text), options, book);
        var opinion = AuditOpinion.Of(result, thresholds);
        var summary = new AuditSummary(
            audit.AuditId,
            audit.Bill.DocumentId,
            audit.Time,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Verdict.ToString()),
            result.Totals.ClaimedInr,
            result.Totals.DisputedInr,
            AuditOpinion.Headline(result));
        var json = JsonSerializer.SerializeToElement(result, WireJson.Options);
        return new FinishedAudit(new AuditOutcome(audit.AuditId, json, opinion, Failure: null), summary);
    }

    /// <summary>The words of the wire as the rules have them; absent stays unknown.</summary>
    private AuditOptions OptionsOf(BillContext context) => new()
    {
        InsuranceType = AuditWords.InsuranceTypeOf(context.InsuranceType),
        CityTier = AuditWords.CityTierOf(context.CityTier),
        Nabh = context.Nabh,
        SuperSpeciality = context.SuperSpeciality,
        Ward = AuditWords.WardOf(context.Ward),
        ServiceDate = context.ServiceDate,
        RoomRentLimitInr = context.RoomRentLimitInr,
        Language = context.Language,
        Clock = time,
    };

    private static FinishedAudit WithoutResult(RequestedAudit audit, string code, string message) =>
        new(Failed(audit.AuditId, code, message), Summary: null);

    [LoggerMessage(Level = LogLevel.Error, Message = "Audit {AuditId} failed")]
    private static partial void AuditFailed(ILogger logger, Exception failure, string auditId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Audit {AuditId}: the document could not be fetched, again in {Pause}")]
    private static partial void ReadingAgain(ILogger logger, Exception failure, string auditId, TimeSpan pause);
}
