using MediAgents.Contract.Suites;

namespace MediAgents.Grains.Embedded.Tests.Conformance;

public sealed class InMemoryTurnTests() : TurnConformance(new EmbeddedHost());

public sealed class InMemoryActivationTests() : ActivationConformance(new EmbeddedHost());

public sealed class InMemoryStateTests() : StateConformance(new EmbeddedHost());

public sealed class InMemoryJournalTests() : JournalConformance(new EmbeddedHost());

public sealed class InMemoryWorkTests() : WorkConformance(new EmbeddedHost());

public sealed class InMemoryPressureTests() : PressureConformance(new EmbeddedHost());

public sealed class InMemoryDrainTests() : DrainConformance(new EmbeddedHost());

public sealed class InMemoryOwnerTests() : OwnerConformance(new EmbeddedHost());
