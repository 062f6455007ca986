namespace MediAgents.Storage.Tests.Sqlite;

public sealed class StatementTests
{
    [Fact]
    public async Task Values_come_back_as_they_were_bound()
    {
        await using var store = new TestStore();
        foreach (var text in (string?[])[null, "", "a", "\u092c\u093f\u0932", new string('\u0928', 300)])
        {
            foreach (var blob in (byte[][])[[], [0], new byte[5000]])
            {
                var back = await store.Database.ReadAsync(session =>
                {
                    using var row = session.Statement("SELECT ?1, ?2, ?3, ?4");
                    row.Bind(1, text);
                    row.Bind(2, blob);
                    row.Bind(3, long.MinValue);
                    row.Step();
                    return (Text: row.IsNull(0) ? null : row.Text(0), BlobIsNull: row.IsNull(1), Blob: row.Blob(1).ToArray(), Number: row.Number(2), Unbound: row.IsNull(3));
                });
                back.Text.ShouldBe(text);
                back.BlobIsNull.ShouldBeFalse();
                back.Blob.ShouldBe(blob);
                back.Number.ShouldBe(long.MinValue);
                back.Unbound.ShouldBeTrue();
            }
        }
    }

    [Fact]
    public async Task A_reused_statement_keeps_nothing_of_its_last_use()
    {
        await using var store = new TestStore();
        (await store.Database.ReadAsync(session =>
        {
            using (var first = session.Statement("SELECT ?1"))
                first.Bind(1, "left over");
            using var second = session.Statement("SELECT ?1");
            second.Step();
            return second.IsNull(0);
        })).ShouldBeTrue();
    }
}
