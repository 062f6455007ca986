using MediAgents.Contract.Suites;

namespace MediAgents.Silo.Tests.Conformance;

public sealed class ClusterTurnTests() : TurnConformance(new ClusterHost());

public sealed class ClusterActivationTests() : ActivationConformance(new ClusterHost());

public sealed class ClusterStateTests() : StateConformance(new ClusterHost());

public sealed class ClusterJournalTests() : JournalConformance(new ClusterHost());

public sealed class ClusterWorkTests() : WorkConformance(new ClusterHost());

public sealed class ClusterPressureTests() : PressureConformance(new ClusterHost());

public sealed class ClusterDrainTests() : DrainConformance(new ClusterHost());

public sealed class ClusterOwnerTests() : OwnerConformance(new ClusterHost());
