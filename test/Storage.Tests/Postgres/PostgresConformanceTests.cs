using MediAgents.Contract.Stores;

namespace MediAgents.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresGrainStorageTests(PostgresServer server) : GrainStorageConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresRacingCommitsTests(PostgresServer server) : RacingCommitsConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresDocumentStoreTests(PostgresServer server) : DocumentStoreConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresDataKeyStoreTests(PostgresServer server) : DataKeyStoreConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresResealingTests(PostgresServer server) : ResealingConformance(new PostgresStore(server));

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresRecordTests(PostgresServer server) : RecordConformance(new PostgresStore(server));
