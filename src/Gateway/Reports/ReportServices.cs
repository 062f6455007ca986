using MediAgents.Documents.Printing;
using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.Idempotency;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Records.AuditTrail;
using Microsoft.Extensions.Options;

namespace MediAgents.Gateway.Reports;

/// <summary>What the report endpoints need.</summary>
public sealed record ReportServices(
    IGrains Grains,
    IGrainStorage Storage,
    PatientResolver Patients,
    IdempotentRequests Idempotency,
    IAuditTrail Trail,
    PdfPrinter Printer,
    TimeProvider Time,
    IOptions<GatewayOptions> Options);
