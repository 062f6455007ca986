using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Storage.Postgres.Erasure;
using Npgsql;
using NpgsqlTypes;

namespace MediAgents.Storage.Postgres.AuditTrail;

/// <summary>Begins and ends the writer's transactions: the end of the audit trail is locked first and moved last, once for all that run between.</summary>
internal sealed class TrailCommit(TrailChain chain, TimeProvider time)
{
    private static readonly string LockHead = PostgresSql.Read("AuditTrail/lock_head.sql");
    private static readonly string InsertEntries = PostgresSql.Read("AuditTrail/insert_entries.sql");
    private static readonly string MoveHead = PostgresSql.Read("AuditTrail/move_head.sql");

    /// <summary>Begins a transaction in one round trip; waits for the one that has the end of the trail.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="brought">What the writes of the transaction bring.</param>
    public async Task<PostgresTransaction> BeginAsync(NpgsqlConnection connection, IReadOnlyList<SealedFor> brought)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("BEGIN"), new(LockHead) } };
        if (brought.Count > 0)
            batch.BatchCommands.Add(ErasureFence.Ask(brought)); // a statement of its own, which looks when the lock is taken
        await using var row = await batch.ExecuteReaderAsync();
        if (!await row.ReadAsync())
            throw new StorageUnavailableException("The end of the audit trail is missing from the database.");
        var (last, number) = (new TrailHead(row.GetInt64(0), row.Blob(1)), row.GetString(2));
        var fence = await row.NextResultAsync() ? await ErasureFence.ReadAsync(row) : ErasureFence.None;
        return new PostgresTransaction(connection, last, number, fence, time);
    }

    /// <summary>Appends what was recorded and commits, in one round trip.</summary>
    public async Task CommitAsync(NpgsqlConnection connection, PostgresTransaction transaction)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (transaction.Accesses.Count > 0)
            AppendTo(batch, transaction);
        batch.BatchCommands.Add(new("COMMIT"));
        await batch.ExecuteNonQueryAsync();
    }

    private void AppendTo(NpgsqlBatch batch, PostgresTransaction transaction)
    {
        var entries = new TrailColumns(transaction.Accesses.Count);
        var head = transaction.Last;
        foreach (var (access, at) in transaction.Accesses)
        {
            head = new TrailHead(head.Seq + 1, chain.MacOf(head.Mac.Span, head.Seq + 1, at, access));
            entries.Add(head, at, access);
        }

        batch.BatchCommands.Add(entries.Bind(new NpgsqlBatchCommand(InsertEntries)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(MoveHead)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = head.Seq },
                new NpgsqlParameter<byte[]> { TypedValue = head.Mac.ToArray() },
                new NpgsqlParameter<byte[]> { TypedValue = chain.MacOf(head) },
            },
        });
    }

    /// <summary>Entries as columns: one statement inserts them all.</summary>
    private sealed class TrailColumns(int count)
    {
        private readonly long[] seqs = new long[count], times = new long[count], counts = new long[count];
        private readonly string[] principals = new string[count], actions = new string[count];
        private readonly string?[] patients = new string?[count], subjects = new string?[count];
        private readonly int[] outcomes = new int[count];
        private readonly byte[][] macs = new byte[count][];
        private int next;

        public void Add(TrailHead entry, DateTimeOffset time, Access access)
        {
            seqs[next] = entry.Seq;
            times[next] = time.ToUnixTimeMilliseconds();
            principals[next] = access.Principal.Name;
            patients[next] = access.Patient?.Hash;
            actions[next] = access.Action;
            subjects[next] = access.Subject;
            outcomes[next] = (int)access.Outcome;
            counts[next] = access.Count;
            macs[next++] = entry.Mac.ToArray();
        }

        public NpgsqlBatchCommand Bind(NpgsqlBatchCommand command)
        {
            Column(seqs, NpgsqlDbType.Bigint);
            Column(times, NpgsqlDbType.Bigint);
            Column(principals, NpgsqlDbType.Text);
            Column(patients, NpgsqlDbType.Text);
            Column(actions, NpgsqlDbType.Text);
            Column(subjects, NpgsqlDbType.Text);
            Column(outcomes, NpgsqlDbType.Integer);
            Column(counts, NpgsqlDbType.Bigint);
            Column(macs, NpgsqlDbType.Bytea);
            return command;

            void Column<T>(T[] values, NpgsqlDbType type) =>
                command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        }
    }
}
