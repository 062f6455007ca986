using MediAgents.Contract.Stores;

namespace MediAgents.Storage.Tests.Sqlite;

public sealed class SqliteGrainStorageTests() : GrainStorageConformance(new SqliteStore());

public sealed class SqliteRacingCommitsTests() : RacingCommitsConformance(new SqliteStore());

public sealed class SqliteDocumentStoreTests() : DocumentStoreConformance(new SqliteStore());

public sealed class SqliteDataKeyStoreTests() : DataKeyStoreConformance(new SqliteStore());

public sealed class SqliteResealingTests() : ResealingConformance(new SqliteStore());

public sealed class SqliteRecordTests() : RecordConformance(new SqliteStore());
