using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Storage.Postgres.Erasure;
using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>
/// The writer's transaction as one operation sees it. While it is open no other appends to the audit trail, in no process.
/// </summary>
internal sealed class PostgresTransaction(NpgsqlConnection connection, TrailHead last, string number, ErasureFence fence, TimeProvider time)
{
    private readonly List<(Access Access, DateTimeOffset Time)> accesses = [];

    /// <summary>The end of the audit trail as the transaction found it.</summary>
    public TrailHead Last { get; } = last;

    /// <summary>The server's number for the transaction, by which it can be asked later what became of it.</summary>
    public string Number { get; } = number;

    /// <summary>What may not be written now; nothing of it changes while the transaction is open.</summary>
    public ErasureFence Fence { get; } = fence;

    /// <summary>What the audit trail gets when the transaction is committed.</summary>
    public IReadOnlyList<(Access Access, DateTimeOffset Time)> Accesses => accesses;

    public NpgsqlCommand Command(string sql) => connection.Command(sql);

    /// <summary>Appends to the audit trail, with whatever else the operation does, or not at all.</summary>
    public void Record(Access access)
    {
        // As it can be kept, so that its code is made from what will be read.
        var subject = access.Subject is null ? null : PostgresCommands.Storable(access.Subject);
        accesses.Add((access with { Subject = subject }, time.GetUtcNow()));
    }

    /// <summary>Forgets what was recorded after the first <paramref name="count"/>.</summary>
    public void ForgetAfter(int count) => accesses.RemoveRange(count, accesses.Count - count);
}
