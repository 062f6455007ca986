using MediAgents.Grains.Hosting;
using MediAgents.Storage.Grains;
using Npgsql;

namespace MediAgents.Storage.Postgres.Grains;

/// <summary>A commit of one grain, sealed and ready: one statement, so that alone it is a transaction in one round trip.</summary>
internal sealed class GrainStatement
{
    private static readonly string InsertGrain = PostgresSql.Read("Grains/insert_grain.sql");
    private static readonly string UpdateGrain = PostgresSql.Read("Grains/update_grain.sql");
    private static readonly string ReadGrainHead = PostgresSql.Read("Grains/read_grain_head.sql");

    private readonly GrainCommit commit;
    private readonly long expectedLength;
    private readonly long updatedAt;
    private readonly byte[] state;
    private readonly byte[]? entries;

    private GrainStatement(GrainCommit commit, GrainSeals seals, DateTimeOffset now)
    {
        var (key, _, grain, appended, _) = commit;
        this.commit = commit;
        expectedLength = grain.JournalLength - appended.Count;
        updatedAt = now.ToUnixTimeMilliseconds();
        state = seals.SealState(key, grain.Owner, grain.Version, grain.State);
        entries = appended.Count > 0 ? seals.SealEntries(key, grain.Owner, appended) : null;
    }

    /// <exception cref="ArgumentException">The commit contradicts itself.</exception>
    public static GrainStatement Prepare(GrainCommit commit, GrainSeals seals, DateTimeOffset now)
    {
        GrainCommits.Check(commit);
        return new GrainStatement(commit, seals, now);
    }

    /// <summary>Writes; false when the stored grain is not as expected.</summary>
    /// <exception cref="GrainOwnerChangedException">It is, but for its owner.</exception>
    public async Task<bool> RunAsync(Func<string, NpgsqlCommand> command)
    {
        if (await WriteAsync(command))
            return true;
        await RefuseAnotherOwnerAsync(command);
        return false;
    }

    private async Task<bool> WriteAsync(Func<string, NpgsqlCommand> command)
    {
        var (key, expectedVersion, grain, _, _) = commit;
        await using var write = command(expectedVersion == 0 ? InsertGrain : UpdateGrain)
            .With(key.Kind).With(key.Id).With(grain.Owner?.Hash).With(grain.JournalLength).With(grain.WakeAfterCrash).With(updatedAt)
            .With(state).With(entries).With(expectedLength + 1);
        if (expectedVersion != 0)
            write.With(expectedVersion);
        return await write.ExecuteScalarAsync() is not null;
    }

    private async Task RefuseAnotherOwnerAsync(Func<string, NpgsqlCommand> command)
    {
        await using var read = command(ReadGrainHead).With(commit.Key.Kind).With(commit.Key.Id);
        await using var row = await read.ExecuteReaderAsync();
        if (await row.ReadAsync() && row.GetInt64(0) == commit.ExpectedVersion && row.GetInt64(1) == expectedLength)
            throw new GrainOwnerChangedException(commit.Key.Kind);
    }
}
