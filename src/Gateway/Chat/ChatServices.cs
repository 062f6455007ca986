using MediAgents.Gateway.Authentication;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Records.Documents;
using Microsoft.Extensions.Options;

namespace MediAgents.Gateway.Chat;

/// <summary>What the chat endpoints need.</summary>
public sealed record ChatServices(
    IGrains Grains,
    IGrainStorage Storage,
    IDocumentStore Documents,
    PatientResolver Patients,
    TimeProvider Time,
    IOptions<GatewayOptions> Options);
