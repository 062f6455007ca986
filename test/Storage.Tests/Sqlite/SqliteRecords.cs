using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Contract.Suites;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Storage.Tests.Sqlite;

public sealed class SqliteTimelineSuiteTests : TimelineSuite
{
    protected override Task<IRecordStores> OpenAsync() => SqliteRecords.OpenAsync();
}

public sealed class SqliteTimelinePagingSuiteTests : TimelinePagingSuite
{
    protected override Task<IRecordStores> OpenAsync() => SqliteRecords.OpenAsync();
}

public sealed class SqliteProfileSuiteTests : ProfileSuite
{
    protected override Task<IRecordStores> OpenAsync() => SqliteRecords.OpenAsync();
}

public sealed class SqliteIdempotencySuiteTests : IdempotencySuite
{
    protected override Task<IRecordStores> OpenAsync() => SqliteRecords.OpenAsync();
}

public sealed class SqliteAuditTrailSuiteTests : AuditTrailSuite
{
    protected override Task<IRecordStores> OpenAsync() => SqliteRecords.OpenAsync();
}

/// <summary>The stores under test, on a file of the test's own.</summary>
internal sealed class SqliteRecords : IRecordStores
{
    private readonly TestStore store;

    private SqliteRecords() => store = new TestStore(time: Time);

    public ITimelineStore Timeline => store.Timeline;

    public IProfileStore Profiles => store.Profiles;

    public IIdempotencyStore Idempotency => store.Idempotency;

    public IAuditTrail Trail => store.Trail;

    public ManualTime Time { get; } = new();

    public static Task<IRecordStores> OpenAsync() => Task.FromResult<IRecordStores>(new SqliteRecords());

    public Task TamperAsync(string sql) => store.Database.WriteAsync(session =>
    {
        session.ExecuteScript(sql);
        return true;
    });

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
