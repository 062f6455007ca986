using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.Idempotency;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Runs;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using Microsoft.Extensions.Options;

namespace MediAgents.Gateway.Chat;

/// <summary>What the chat endpoints need.</summary>
public sealed record ChatServices(
    IGrains Grains,
    IGrainStorage Storage,
    IDocumentStore Documents,
    PatientResolver Patients,
    IdempotentRequests Idempotency,
    IAuditTrail Trail,
    TimeProvider Time,
    IOptions<GatewayOptions> Options,
    RetrievalLimits UsualLimits);
