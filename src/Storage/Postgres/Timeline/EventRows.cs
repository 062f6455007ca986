using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Timeline;
using Npgsql;
using NpgsqlTypes;

namespace MediAgents.Storage.Postgres.Timeline;

/// <summary>Versions of events in the database.</summary>
internal static class EventRows
{
    private static readonly string InsertVersion = PostgresSql.Read("Timeline/insert_version.sql");
    private static readonly string InsertFirstVersions = PostgresSql.Read("Timeline/insert_first_versions.sql");
    private static readonly string SupersedeVersion = PostgresSql.Read("Timeline/supersede.sql");
    private static readonly string ReadNewest = PostgresSql.Read("Timeline/read_newest.sql");
    private static readonly string ReadVersion = PostgresSql.Read("Timeline/read_version.sql");
    private static readonly string ReadHistory = PostgresSql.Read("Timeline/read_history.sql");
    private static readonly string ReadNewestPosition = PostgresSql.Read("Timeline/read_newest_position.sql");

    /// <summary>The position given to the version; null when it is there already.</summary>
    public static async Task<long?> InsertAsync(
        PostgresTransaction transaction, PatientScope scope, SealedEvent sealedEvent, EventStatus status, DateTimeOffset createdAt, DateTimeOffset changedAt)
    {
        await using var insert = transaction.Command(InsertVersion)
            .With(scope.Patient.Hash).With(sealedEvent.Id).With(sealedEvent.Version).With((int)status)
            .With(sealedEvent.OccurredAt).With(sealedEvent.DocumentId)
            .With(createdAt.ToUnixTimeMilliseconds()).With(changedAt.ToUnixTimeMilliseconds()).With(scope.Principal.Name)
            .With(sealedEvent.Terms.Type).With(sealedEvent.Terms.Code).With(sealedEvent.Terms.BodyPart).With(sealedEvent.SealedContent);
        return (long?)await insert.ExecuteScalarAsync();
    }

    /// <summary>How many of the events were not there yet.</summary>
    public static async Task<int> InsertFirstAsync(
        PostgresTransaction transaction, PatientScope scope, IReadOnlyList<(SealedEvent Event, EventStatus Status)> events, DateTimeOffset now)
    {
        await using var insert = transaction.Command(InsertFirstVersions)
            .With(scope.Patient.Hash).With(now.ToUnixTimeMilliseconds()).With(scope.Principal.Name)
            .WithArray(Column(one => one.Event.Id), NpgsqlDbType.Text)
            .WithArray(Column(one => (int)one.Status), NpgsqlDbType.Integer)
            .WithArray(Column(one => one.Event.OccurredAt), NpgsqlDbType.Bigint)
            .WithArray(Column(one => one.Event.DocumentId), NpgsqlDbType.Text)
            .WithArray(Column(one => one.Event.Terms.Type), NpgsqlDbType.Bigint)
            .WithArray(Column(one => one.Event.Terms.Code), NpgsqlDbType.Bigint)
            .WithArray(Column(one => one.Event.Terms.BodyPart), NpgsqlDbType.Bigint)
            .WithArray(Column(one => one.Event.SealedContent), NpgsqlDbType.Bytea);
        return await insert.ExecuteNonQueryAsync();

        T[] Column<T>(Func<(SealedEvent Event, EventStatus Status), T> value) => [.. events.Select(value)];
    }

    public static async Task SupersedeAsync(PostgresTransaction transaction, long position, long by)
    {
        await using var supersede = transaction.Command(SupersedeVersion).With(position).With(by);
        await supersede.ExecuteNonQueryAsync();
    }

    /// <summary>The newest version, also when it says that the event was deleted.</summary>
    public static Task<EventRow?> NewestAsync(PostgresTransaction transaction, PatientId owner, string id) =>
        ReadOneAsync(transaction.Command(ReadNewest).With(id).With(owner.Hash));

    public static Task<EventRow?> VersionAsync(Func<string, NpgsqlCommand> command, PatientId owner, string id, int version) =>
        ReadOneAsync(command(ReadVersion).With(id).With(owner.Hash).With(version));

    public static async Task<List<EventRow>> HistoryAsync(PostgresTransaction transaction, PatientId owner, string id)
    {
        await using var history = transaction.Command(ReadHistory).With(id).With(owner.Hash);
        return await ReadAllAsync(history, CancellationToken.None);
    }

    public static async Task<long> NewestPositionAsync(Func<string, NpgsqlCommand> command)
    {
        await using var newest = command(ReadNewestPosition);
        return (long)(await newest.ExecuteScalarAsync())!;
    }

    public static async Task<List<EventRow>> ReadAllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<EventRow>();
        while (await row.ReadAsync(cancellationToken))
            rows.Add(Read(row));
        return rows;
    }

    private static async Task<EventRow?> ReadOneAsync(NpgsqlCommand command)
    {
        await using (command)
        {
            await using var row = await command.ExecuteReaderAsync();
            return await row.ReadAsync() ? Read(row) : null;
        }
    }

    private static EventRow Read(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1),
        (EventStatus)row.GetInt32(2),
        row.Time(3),
        row.Time(4),
        new Principal(row.GetString(5)),
        row.GetInt64(6),
        row.Blob(7));
}
