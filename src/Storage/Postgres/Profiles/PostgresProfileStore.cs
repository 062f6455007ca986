using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Postgres.Erasure;
using MediAgents.Storage.Profiles;

namespace MediAgents.Storage.Postgres.Profiles;

/// <summary>Profiles in PostgreSQL, a row a version.</summary>
internal sealed class PostgresProfileStore(PostgresWriter writer, Sealer sealer, TimeProvider time) : IProfileStore
{
    private static readonly string ReadNewest = PostgresSql.Read("Profiles/read_newest.sql");
    private static readonly string ReadHistory = PostgresSql.Read("Profiles/read_history.sql");
    private static readonly string InsertVersion = PostgresSql.Read("Profiles/insert_version.sql");

    private readonly ProfileSeals seals = new(sealer);

    /// <inheritdoc />
    public async ValueTask<StoredProfile?> FindAsync(PatientScope scope, CancellationToken cancellationToken = default) =>
        (await ReadAsync(scope, ReadNewest, cancellationToken)).SingleOrDefault();

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StoredProfile>> HistoryAsync(PatientScope scope, CancellationToken cancellationToken = default) =>
        ReadAsync(scope, ReadHistory, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<StoredProfile?> PutAsync(
        PatientScope scope, PatientProfile profile, int expectedVersion, CancellationToken cancellationToken = default) =>
        await SealedAnew.WriteAsync(sealer, scope.Patient, () => PutOnceAsync(scope, profile, expectedVersion, cancellationToken));

    private async Task<StoredProfile?> PutOnceAsync(
        PatientScope scope, PatientProfile profile, int expectedVersion, CancellationToken cancellationToken)
    {
        var version = expectedVersion + 1;
        var sealedContent = seals.Seal(scope.Patient, version, profile);
        var updatedAt = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var stored = await writer.WriteAsync(
            SealedFor.Of(scope.Patient, [sealedContent]),
            async transaction =>
            {
                await using var insert = transaction.Command(InsertVersion)
                    .With(scope.Patient.Hash).With(version).With(updatedAt.ToUnixTimeMilliseconds()).With(scope.Principal.Name).With(sealedContent);
                var inserted = await insert.ExecuteNonQueryAsync() > 0;
                transaction.Record(Access.By(scope, "profile.write", outcome: inserted ? AccessOutcome.Ok : AccessOutcome.Conflict));
                return inserted;
            },
            cancellationToken);
        return stored ? new StoredProfile(version, profile, updatedAt) : null;
    }

    private async ValueTask<IReadOnlyList<StoredProfile>> ReadAsync(PatientScope scope, string sql, CancellationToken cancellationToken)
    {
        var versions = await writer.WriteAsync(
            async transaction =>
            {
                var rows = await ReadAsync(transaction, scope.Patient, sql);
                var outcome = rows.Count > 0 ? AccessOutcome.Ok : AccessOutcome.NotFound;
                transaction.Record(Access.By(scope, "profile.read", outcome: outcome, count: rows.Count));
                return rows;
            },
            cancellationToken);
        return versions.ConvertAll(row => seals.Open(scope.Patient, row));
    }

    private static async Task<List<ProfileRow>> ReadAsync(PostgresTransaction transaction, PatientId owner, string sql)
    {
        await using var read = transaction.Command(sql).With(owner.Hash);
        await using var row = await read.ExecuteReaderAsync();
        var versions = new List<ProfileRow>();
        while (await row.ReadAsync())
            versions.Add(new ProfileRow(row.GetInt32(0), row.Time(1), row.Blob(2)));
        return versions;
    }
}
