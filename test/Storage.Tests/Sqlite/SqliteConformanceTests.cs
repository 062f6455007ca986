using MediAgents.Contract.Stores;

namespace MediAgents.Storage.Tests.Sqlite;

public sealed class SqliteGrainStorageTests() : GrainStorageConformance(new SqliteStore());

public sealed class SqliteGrainTamperingTests() : GrainTamperingConformance(new SqliteStore());

public sealed class SqliteRacingCommitsTests() : RacingCommitsConformance(new SqliteStore());

public sealed class SqliteDocumentStoreTests() : DocumentStoreConformance(new SqliteStore());

public sealed class SqliteTimelineTests() : TimelineConformance(new SqliteStore());

public sealed class SqliteTimelinePagesTests() : TimelinePagesConformance(new SqliteStore());

public sealed class SqliteTimelineModelTests() : TimelineModelConformance(new SqliteStore());

public sealed class SqliteProfileTests() : ProfileConformance(new SqliteStore());

public sealed class SqliteIdempotencyTests() : IdempotencyConformance(new SqliteStore());

public sealed class SqliteAuditTrailTests() : AuditTrailConformance(new SqliteStore());

public sealed class SqliteRecordErasureTests() : RecordErasureConformance(new SqliteStore());

public sealed class SqliteDataKeyStoreTests() : DataKeyStoreConformance(new SqliteStore());

public sealed class SqliteResealingTests() : ResealingConformance(new SqliteStore());

public sealed class SqliteTrailTamperingTests() : TrailTamperingConformance(new SqliteStore());
