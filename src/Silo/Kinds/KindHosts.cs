using MediAgents.Grains;
using MediAgents.Grains.Aggregator;
using MediAgents.Grains.Audit;
using MediAgents.Grains.BillAuditor;
using MediAgents.Grains.Compaction;
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
using MediAgents.Grains.Spending;
using MediAgents.Silo.Hosting;
using Orleans;
using Orleans.Placement;

namespace MediAgents.Silo.Kinds;

// Conversations are spread over the silos; a run, its audit and the agents that it consults live beside its conversation, where
// they are first asked from.
//
// One class a kind, so that Orleans, its dashboard and whoever places grains by kind can tell them apart. A kind without one
// cannot be addressed in a cluster; a test holds the two lists together.

[GrainType(GrainKinds.Conversation), RandomPlacement]
public sealed class ConversationHost(SiloGrains silo) : HostingGrain<ConversationGrain>(silo);

[GrainType(GrainKinds.Compaction), PreferLocalPlacement]
public sealed class CompactionHost(SiloGrains silo) : HostingGrain<CompactionGrain>(silo);

[GrainType(GrainKinds.Run), PreferLocalPlacement]
public sealed class RunHost(SiloGrains silo) : HostingGrain<RunGrain>(silo);

[GrainType(GrainKinds.Audit), PreferLocalPlacement]
public sealed class AuditHost(SiloGrains silo) : HostingGrain<AuditGrain>(silo);

[GrainType(GrainKinds.Extraction), PreferLocalPlacement]
public sealed class ExtractionHost(SiloGrains silo) : HostingGrain<ExtractionGrain>(silo);

[GrainType(GrainKinds.Report), PreferLocalPlacement]
public sealed class ReportHost(SiloGrains silo) : HostingGrain<ReportGrain>(silo);

[GrainType(GrainKinds.Orchestrator), PreferLocalPlacement]
public sealed class OrchestratorHost(SiloGrains silo) : HostingGrain<OrchestratorGrain>(silo);

[GrainType(GrainKinds.Cardiologist), PreferLocalPlacement]
public sealed class CardiologistHost(SiloGrains silo) : HostingGrain<CardiologistGrain>(silo);

[GrainType(GrainKinds.Neurologist), PreferLocalPlacement]
public sealed class NeurologistHost(SiloGrains silo) : HostingGrain<NeurologistGrain>(silo);

[GrainType(GrainKinds.Orthopedist), PreferLocalPlacement]
public sealed class OrthopedistHost(SiloGrains silo) : HostingGrain<OrthopedistGrain>(silo);

[GrainType(GrainKinds.GeneralPhysician), PreferLocalPlacement]
public sealed class GeneralPhysicianHost(SiloGrains silo) : HostingGrain<GeneralPhysicianGrain>(silo);

[GrainType(GrainKinds.BillAuditor), PreferLocalPlacement]
public sealed class BillAuditorHost(SiloGrains silo) : HostingGrain<BillAuditorGrain>(silo);

[GrainType(GrainKinds.DocumentAnalyst), PreferLocalPlacement]
public sealed class DocumentAnalystHost(SiloGrains silo) : HostingGrain<DocumentAnalystGrain>(silo);

[GrainType(GrainKinds.ReportWriter), PreferLocalPlacement]
public sealed class ReportWriterHost(SiloGrains silo) : HostingGrain<ReportWriterGrain>(silo);

[GrainType(GrainKinds.Aggregator), PreferLocalPlacement]
public sealed class AggregatorHost(SiloGrains silo) : HostingGrain<AggregatorGrain>(silo);

[GrainType(GrainKinds.Spending), PreferLocalPlacement]
public sealed class SpendingHost(SiloGrains silo) : HostingGrain<SpendingGrain>(silo);

[GrainType(GrainKinds.Registry), PreferLocalPlacement]
public sealed class RegistryHost(SiloGrains silo) : HostingGrain<RegistryGrain>(silo);
