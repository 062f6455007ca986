using MediAgents.Contract.Stores;

namespace MediAgents.Storage.Tests.Sqlite;

/// <summary>The stores in SQLite files of the test's own.</summary>
internal sealed class SqliteStore(TestStore store) : StoreUnderTest
{
    public SqliteStore()
        : this(new TestStore())
    {
    }

    protected override IServiceProvider Services => store.Services;

    public override Task CreateAsync() => Task.CompletedTask;

    public override StoreUnderTest OpenAgain() => new SqliteStore(new TestStore(store.Folder));

    public override ValueTask CloseAsync() => store.CloseAsync();

    public override Task TamperAsync(string statement) => store.Database.WriteAsync(session =>
    {
        session.ExecuteScript(statement);
        return true;
    });

    public override async Task<long> CountAsync(string statement) => await store.Database.ReadAsync(session =>
    {
        using var row = session.Statement(statement);
        row.Step();
        return row.Number(0);
    });

    public override ValueTask DisposeAsync() => store.DisposeAsync();
}
