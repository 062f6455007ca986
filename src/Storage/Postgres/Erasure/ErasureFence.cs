using MediAgents.Primitives;
using Npgsql;
using NpgsqlTypes;

namespace MediAgents.Storage.Postgres.Erasure;

/// <summary>
/// Keeps out of the database, whichever process it comes from, what is written for a patient while the patient's record is
/// being erased, and what is sealed under a key that an erasure destroyed.
/// </summary>
internal sealed class ErasureFence
{
    private static readonly string Check = PostgresSql.Read("Erasure/check_fence.sql");

    private readonly HashSet<string> owners = new(StringComparer.Ordinal);
    private readonly HashSet<long> keys = [];

    /// <summary>The fence before writes that bring nothing.</summary>
    public static ErasureFence None { get; } = new();

    /// <summary>Asks for the fence before these writes; <see cref="ReadAsync"/> takes the answer.</summary>
    public static NpgsqlBatchCommand Ask(IReadOnlyList<SealedFor> brought) => new(Check)
    {
        Parameters = { OwnersOf(brought), KeysOf(brought) },
    };

    public static async Task<ErasureFence> ReadAsync(NpgsqlDataReader row)
    {
        var fence = new ErasureFence();
        while (await row.ReadAsync())
        {
            if (row.IsDBNull(0))
                fence.keys.Add(row.GetInt64(1));
            else
                fence.owners.Add(row.GetString(0));
        }

        return fence;
    }

    /// <summary>For who writes beside the writer and was refused: why.</summary>
    /// <exception cref="RecordBeingErasedException">The record is being erased.</exception>
    /// <exception cref="ErasedKeyException">A key was erased.</exception>
    public static async Task ExplainAsync(Func<string, NpgsqlCommand> command, SealedFor brings)
    {
        await using var check = command(Check);
        check.Parameters.Add(OwnersOf([brings]));
        check.Parameters.Add(KeysOf([brings]));
        await using var row = await check.ExecuteReaderAsync();
        if ((await ReadAsync(row)).Refuses(brings) is { } refusal)
            throw refusal;
    }

    /// <summary>Why the write may not be; null when it may.</summary>
    public Exception? Refuses(SealedFor? brings) =>
        brings is null ? null
        : brings.Owner is { } owner && owners.Contains(owner) ? new RecordBeingErasedException()
        : Array.Exists(brings.Keys, keys.Contains) ? new ErasedKeyException()
        : null;

    private static NpgsqlParameter OwnersOf(IReadOnlyList<SealedFor> brought) => new NpgsqlParameter<string[]>
    {
        TypedValue = [.. brought.Select(one => one.Owner).OfType<string>().Distinct(StringComparer.Ordinal)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    private static NpgsqlParameter KeysOf(IReadOnlyList<SealedFor> brought) => new NpgsqlParameter<long[]>
    {
        TypedValue = [.. brought.SelectMany(one => one.Keys).Distinct()],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
    };
}
