using MediAgents.Grains;
using MediAgents.Grains.Aggregator;
using MediAgents.Grains.Audit;
using MediAgents.Grains.BillAuditor;
using MediAgents.Grains.Conversation;
using MediAgents.Grains.DocumentAnalyst;
using MediAgents.Grains.Orchestrator;
using MediAgents.Grains.Registry;
using MediAgents.Grains.ReportWriter;
using MediAgents.Grains.Run;
using MediAgents.Grains.Specialists.Cardiologist;
using MediAgents.Grains.Specialists.GeneralPhysician;
using MediAgents.Grains.Specialists.Neurologist;
using MediAgents.Grains.Specialists.Orthopedist;
using MediAgents.Silo.Hosting;
using Orleans;

namespace MediAgents.Silo.Kinds;

// One class a kind, so that Orleans, its dashboard and whoever places grains by kind can tell them apart. A kind without one
// cannot be addressed in a cluster; a test holds the two lists together.

[GrainType(GrainKinds.Conversation)]
public sealed class ConversationHost(SiloGrains silo) : HostingGrain<ConversationGrain>(silo);

[GrainType(GrainKinds.Run)]
public sealed class RunHost(SiloGrains silo) : HostingGrain<RunGrain>(silo);

[GrainType(GrainKinds.Audit)]
public sealed class AuditHost(SiloGrains silo) : HostingGrain<AuditGrain>(silo);

[GrainType(GrainKinds.Extraction)]
public sealed class ExtractionHost(SiloGrains silo) : HostingGrain<ExtractionGrain>(silo);

[GrainType(GrainKinds.Report)]
public sealed class ReportHost(SiloGrains silo) : HostingGrain<ReportGrain>(silo);

[GrainType(GrainKinds.Orchestrator)]
public sealed class OrchestratorHost(SiloGrains silo) : HostingGrain<OrchestratorGrain>(silo);

[GrainType(GrainKinds.Cardiologist)]
public sealed class CardiologistHost(SiloGrains silo) : HostingGrain<CardiologistGrain>(silo);

[GrainType(GrainKinds.Neurologist)]
public sealed class NeurologistHost(SiloGrains silo) : HostingGrain<NeurologistGrain>(silo);

[GrainType(GrainKinds.Orthopedist)]
public sealed class OrthopedistHost(SiloGrains silo) : HostingGrain<OrthopedistGrain>(silo);

[GrainType(GrainKinds.GeneralPhysician)]
public sealed class GeneralPhysicianHost(SiloGrains silo) : HostingGrain<GeneralPhysicianGrain>(silo);

[GrainType(GrainKinds.BillAuditor)]
public sealed class BillAuditorHost(SiloGrains silo) : HostingGrain<BillAuditorGrain>(silo);

[GrainType(GrainKinds.DocumentAnalyst)]
public sealed class DocumentAnalystHost(SiloGrains silo) : HostingGrain<DocumentAnalystGrain>(silo);

[GrainType(GrainKinds.ReportWriter)]
public sealed class ReportWriterHost(SiloGrains silo) : HostingGrain<ReportWriterGrain>(silo);

[GrainType(GrainKinds.Aggregator)]
public sealed class AggregatorHost(SiloGrains silo) : HostingGrain<AggregatorGrain>(silo);

[GrainType(GrainKinds.Registry)]
public sealed class RegistryHost(SiloGrains silo) : HostingGrain<RegistryGrain>(silo);
