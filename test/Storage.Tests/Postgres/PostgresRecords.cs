using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Contract.Suites;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresTimelineTests(PostgresServer server) : TimelineSuite
{
    protected override Task<IRecordStores> OpenAsync() => PostgresRecords.OpenAsync(server);
}

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresTimelinePagingTests(PostgresServer server) : TimelinePagingSuite
{
    protected override Task<IRecordStores> OpenAsync() => PostgresRecords.OpenAsync(server);
}

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresProfileTests(PostgresServer server) : ProfileSuite
{
    protected override Task<IRecordStores> OpenAsync() => PostgresRecords.OpenAsync(server);
}

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresIdempotencyTests(PostgresServer server) : IdempotencySuite
{
    protected override Task<IRecordStores> OpenAsync() => PostgresRecords.OpenAsync(server);
}

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresAuditTrailTests(PostgresServer server) : AuditTrailSuite
{
    protected override Task<IRecordStores> OpenAsync() => PostgresRecords.OpenAsync(server);
}

/// <summary>The stores under test, in a database of the test's own.</summary>
internal sealed class PostgresRecords : IRecordStores
{
    private readonly PostgresStore store;

    private PostgresRecords(PostgresServer server) => store = new PostgresStore(server) { Time = Time };

    public ITimelineStore Timeline => store.Timeline;

    public IProfileStore Profiles => store.Profiles;

    public IIdempotencyStore Idempotency => store.Claims;

    public IAuditTrail Trail => store.Trail;

    public ManualTime Time { get; } = new();

    public static async Task<IRecordStores> OpenAsync(PostgresServer server)
    {
        var records = new PostgresRecords(server);
        await records.store.CreateAsync();
        _ = records.Trail; // the schema is there before a test looks at it
        return records;
    }

    public Task TamperAsync(string sql) => store.TamperAsync(sql);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
