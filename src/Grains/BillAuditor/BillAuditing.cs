using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;
using MediAgents.Documents.Reading;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.BillAuditor;

/// <summary>Does an audit: fetches the document, reads it, lets the rules decide.</summary>
public sealed partial class BillAuditing(IDocumentStore documents, DocumentReader reader, TimeProvider time, ILogger<BillAuditing> logger)
{
    /// <summary>Always ends with an outcome: those who follow the audit wait for one.</summary>
    /// <param name="patient">Whose bill it is.</param>
    /// <param name="audit">The audit asked for.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<(AuditOutcome Outcome, AuditSummary? Summary)> AuditAsync(
        PatientId patient,
        PendingAudit audit,
        Func<AuditProgress, ValueTask<Unit>> report,
        CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAndAuditAsync(patient, audit, report, cancellationToken);
        }
        catch (Exception failure) when (failure is not GrainHostStoppingException && !cancellationToken.IsCancellationRequested)
        {
            AuditFailed(logger, failure, audit.AuditId);
            return Failed(audit, "internal", "The document could not be audited.");
        }
    }

    private async Task<(AuditOutcome Outcome, AuditSummary? Summary)> ReadAndAuditAsync(
        PatientId patient,
        PendingAudit audit,
        Func<AuditProgress, ValueTask<Unit>> report,
        CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(patient, new DocumentId(audit.Bill.DocumentId), cancellationToken);
        if (document is null)
            return Failed(audit, "missing", "The document is not there any more.");
        var read = await reader.ReadAsync(document.Content, audit.Bill.Context.Language, cancellationToken);
        if (read.Text is not { } text)
            return Failed(audit, JsonNamingPolicy.SnakeCaseLower.ConvertName($"{read.Reason}"), read.Message);

        await report(new AuditProgress("read", text.Pages.Count, text.Pages.Count, text.Pages.Count == 1 ? "1 page read" : $"{text.Pages.Count} pages read"));
        var result = BillAudit.Audit(new BillText(string.Join('\f', text.Pages)), OptionsOf(audit.Bill.Context));
        var opinion = AuditOpinion.Of(result);
        var summary = new AuditSummary(
            audit.AuditId,
            audit.Bill.DocumentId,
            time.GetUtcNow(),
            JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Verdict.ToString()),
            result.Totals.ClaimedInr,
            result.Totals.DisputedInr,
            opinion.Sentences[0].Text);
        var json = JsonSerializer.SerializeToElement(result, WireJson.Options);
        return (new AuditOutcome(audit.AuditId, json, opinion, Failure: null), summary);
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
        Language = context.Language,
        Clock = time,
    };

    private static (AuditOutcome, AuditSummary?) Failed(PendingAudit audit, string code, string message) =>
        (new AuditOutcome(audit.AuditId, Result: null, AuditOpinion.Refused(message), new AuditFailure(code, message)), null);

    [LoggerMessage(Level = LogLevel.Error, Message = "Audit {AuditId} failed")]
    private static partial void AuditFailed(ILogger logger, Exception failure, string auditId);
}
