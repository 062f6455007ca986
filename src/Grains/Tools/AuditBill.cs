using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MediAgents.Documents.Formats;
using MediAgents.Grains.Bills;
using MediAgents.Primitives;
using MediAgents.Records.Documents;

namespace MediAgents.Grains.Tools;

/// <summary>Arguments of <see cref="AuditBill"/>.</summary>
public sealed record BillToAudit
{
    [Description("A document of the patient's record, d_…; or give file_content.")]
    [StringLength(64)]
    public string? DocumentId { get; init; }

    [Description("The bill in base64: PDF, PNG, JPEG, TIFF, text or CSV. It is stored in the patient's record.")]
    public string? FileContent { get; init; }

    [Description("The file's name.")]
    [StringLength(200)]
    public string? FileName { get; init; }

    [Description("Who pays; decides which rate list binds.")]
    [AllowedValues(null, "cghs", "esi", "pmjay", "private", "none")]
    public string? InsuranceType { get; init; }

    [Description("CGHS tier of the hospital's city. Leave out what is not known: it is never guessed.")]
    [AllowedValues(null, "I", "II", "III")]
    public string? CityTier { get; init; }

    [Description("Whether the hospital is NABH accredited.")]
    public bool? Nabh { get; init; }

    [Description("Whether the hospital is empanelled as super-speciality.")]
    public bool? SuperSpeciality { get; init; }

    [Description("The patient's ward.")]
    [AllowedValues(null, "general", "semi_private", "private")]
    public string? Ward { get; init; }

    [Description("Day of service, where the bill's lines carry none.")]
    public DateOnly? ServiceDate { get; init; }

    [Description("Language of a scan.")]
    [AllowedValues(null, "english", "hindi", "bengali", "tamil", "auto")]
    public string? Language { get; init; }

    internal BillContext Context => new(InsuranceType, CityTier, Nabh, SuperSpeciality, Ward, ServiceDate, Language);
}

/// <summary>Audits a hospital bill against the published rate lists. Rules decide; nobody can hand in a rate.</summary>
public sealed class AuditBill(IGrains grains, IDocumentStore documents, TimeProvider time) : AgentTool<BillToAudit>(
    ToolName,
    "Audit a hospital bill",
    "Reads a hospital bill and checks every line against the government rate lists that held on its day: overcharges, duplicates, package contents, non-payable items, arithmetic, tax, room rent. Returns findings with tariff citations and totals in INR.")
{
    internal const string ToolName = "audit_bill";

    protected override async ValueTask<ToolResult> AnswerAsync(PatientScope scope, BillToAudit arguments, CancellationToken cancellationToken)
    {
        var document = await DocumentAsync(scope, arguments, cancellationToken);
        var auditId = SortableId.New(AuditIds.Prefix, time);
        var audit = GrainKinds.AuditOf(auditId);
        await grains.AskAsync(audit, new RequestAudit(scope, new BillDocument(document.Value, arguments.Context)), cancellationToken);
        var outcome = await Audits.OutcomeAsync(grains, scope.Patient, auditId, cancellationToken)
            ?? throw new ToolRefusedException("The audit goes on; ask bill_audits for it later.");
        return outcome.Result is { } result
            ? Answer(new { auditId, audit = result }, outcome.Opinion.Passages)
            : throw new ToolRefusedException(outcome.Failure?.Message ?? "The bill could not be audited.");
    }

    private async ValueTask<DocumentId> DocumentAsync(PatientScope scope, BillToAudit arguments, CancellationToken cancellationToken)
    {
        if (arguments.FileContent is { Length: > 0 } base64)
        {
            var content = Decode(base64);
            return await documents.PutAsync(scope, content, MediaTypeOf(content), arguments.FileName, cancellationToken);
        }

        if (string.IsNullOrEmpty(arguments.DocumentId))
            throw new ToolRefusedException("document_id or file_content is needed: the bill.");
        var id = new DocumentId(arguments.DocumentId);
        return await documents.GetAsync(scope, id, cancellationToken) is not null
            ? id
            : throw new ToolRefusedException("document_id: there is no such document in this patient's record.");
    }

    private static byte[] Decode(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64) is { Length: > 0 and <= IDocumentStore.MaxBytes } content
                ? content
                : throw new ToolRefusedException($"file_content is empty or larger than {IDocumentStore.MaxBytes / 1024 / 1024} MB.");
        }
        catch (FormatException)
        {
            throw new ToolRefusedException("file_content is not valid base64.");
        }
    }

    private static string MediaTypeOf(byte[] content) =>
        DocumentFormats.MediaTypeOf(DocumentFormats.Of(content))
        ?? throw new ToolRefusedException("file_content is neither PDF, PNG, JPEG, TIFF, text nor CSV.");
}
