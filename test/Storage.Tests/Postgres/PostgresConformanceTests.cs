using MediAgents.Contract.Stores;

namespace MediAgents.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresGrainStorageTests(PostgresServer server) : GrainStorageConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresGrainTamperingTests(PostgresServer server) : GrainTamperingConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresRacingCommitsTests(PostgresServer server) : RacingCommitsConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresDocumentStoreTests(PostgresServer server) : DocumentStoreConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresTimelineTests(PostgresServer server) : TimelineConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresTimelinePagesTests(PostgresServer server) : TimelinePagesConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresProfileTests(PostgresServer server) : ProfileConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresIdempotencyTests(PostgresServer server) : IdempotencyConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresAuditTrailTests(PostgresServer server) : AuditTrailConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresRecordErasureTests(PostgresServer server) : RecordErasureConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresDataKeyStoreTests(PostgresServer server) : DataKeyStoreConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresResealingTests(PostgresServer server) : ResealingConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresTimelineModelTests(PostgresServer server) : TimelineModelConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresTrailTamperingTests(PostgresServer server) : TrailTamperingConformance(new PostgresStore(server));
