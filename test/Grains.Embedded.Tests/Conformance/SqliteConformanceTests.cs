using MediAgents.Contract.Suites;

namespace MediAgents.Grains.Embedded.Tests.Conformance;

public sealed class SqliteTurnTests() : TurnConformance(new SqliteHost());

public sealed class SqliteActivationTests() : ActivationConformance(new SqliteHost());

public sealed class SqliteStateTests() : StateConformance(new SqliteHost());

public sealed class SqliteJournalTests() : JournalConformance(new SqliteHost());

public sealed class SqliteWorkTests() : WorkConformance(new SqliteHost());

public sealed class SqlitePressureTests() : PressureConformance(new SqliteHost());

public sealed class SqliteDrainTests() : DrainConformance(new SqliteHost());

public sealed class SqliteOwnerTests() : OwnerConformance(new SqliteHost());
