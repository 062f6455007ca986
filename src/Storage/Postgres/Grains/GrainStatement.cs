using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Grains;
using MediAgents.Storage.Postgres.Erasure;
using Npgsql;

namespace MediAgents.Storage.Postgres.Grains;

/// <summary>A sealed commit as one statement, so that alone it is a transaction in one round trip.</summary>
internal sealed class GrainStatement(SealedCommit prepared)
{
    private static readonly string InsertGrain = PostgresSql.Read("Grains/insert_grain.sql");
    private static readonly string UpdateGrain = PostgresSql.Read("Grains/update_grain.sql");
    private static readonly string ReadGrainHead = PostgresSql.Read("Grains/read_grain_head.sql");

    private readonly GrainCommit commit = prepared.Commit;

    /// <summary>What the commit brings; null when the grain is no patient's.</summary>
    public SealedFor? Brings { get; } =
        prepared.Commit.Grain.Owner is { } owner ? SealedFor.Of(owner, [prepared.State, prepared.Entries]) : null;

    /// <summary>Writes; false when the stored grain is not as expected.</summary>
    /// <exception cref="GrainOwnerChangedException">It is, but for its owner.</exception>
    /// <exception cref="RecordBeingErasedException">The owner's record is being erased.</exception>
    /// <exception cref="ErasedKeyException">The owner's key was erased.</exception>
    public async Task<bool> RunAsync(Func<string, NpgsqlCommand> command)
    {
        if (await WriteAsync(command))
            return true;
        if (Brings is not null)
            await ErasureFence.ExplainAsync(command, Brings);
        await RefuseAnotherOwnerAsync(command);
        return false;
    }

    private async Task<bool> WriteAsync(Func<string, NpgsqlCommand> command)
    {
        var (key, expectedVersion, grain, _, _) = commit;
        await using var write = command(expectedVersion == 0 ? InsertGrain : UpdateGrain)
            .With(key.Kind).With(key.Id).With(grain.Owner?.Hash).With(grain.JournalLength).With(grain.WakeAfterCrash).With(prepared.UpdatedAt)
            .With(prepared.State).With(prepared.Entries).With(prepared.ExpectedLength + 1)
            .With(Sealer.KeyOf(prepared.State).Value).With(Sealer.KeyOf(prepared.Entries ?? prepared.State).Value);
        if (expectedVersion != 0)
            write.With(expectedVersion);
        return await write.ExecuteScalarAsync() is not null;
    }

    private async Task RefuseAnotherOwnerAsync(Func<string, NpgsqlCommand> command)
    {
        await using var read = command(ReadGrainHead).With(commit.Key.Kind).With(commit.Key.Id);
        await using var row = await read.ExecuteReaderAsync();
        if (await row.ReadAsync())
            prepared.RefuseAnotherOwner(version: row.GetInt64(0), journalLength: row.GetInt64(1));
    }
}
