using MediAgents.Contract.Grains;
using MediAgents.Silo.Hosting;
using Orleans;

namespace MediAgents.Silo.Tests.Conformance;

[GrainType("counter")]
public sealed class CounterHost(SiloGrains silo) : HostingGrain<CounterGrain>(silo);

[GrainType("recorder")]
public sealed class RecorderHost(SiloGrains silo) : HostingGrain<RecorderGrain>(silo);

[GrainType("slow")]
public sealed class SlowHost(SiloGrains silo) : HostingGrain<SlowGrain>(silo);

[GrainType("failing")]
public sealed class FailingHost(SiloGrains silo) : HostingGrain<FailingGrain>(silo);

[GrainType("worker")]
public sealed class WorkerHost(SiloGrains silo) : HostingGrain<WorkerGrain>(silo);

[GrainType("notebook")]
public sealed class NotebookHost(SiloGrains silo) : HostingGrain<NotebookGrain>(silo);
