using MediAgents.Contract.Stores;

namespace MediAgents.Storage.Tests.Sqlite;

public sealed class SqliteGrainStorageTests() : GrainStorageConformance(new SqliteStore());

public sealed class SqliteRacingCommitsTests() : RacingCommitsConformance(new SqliteStore());

public sealed class SqliteDocumentStoreTests() : DocumentStoreConformance(new SqliteStore());
