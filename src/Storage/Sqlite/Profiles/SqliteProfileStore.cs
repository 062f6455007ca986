using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Profiles;
using MediAgents.Storage.Sqlite.AuditTrail;

namespace MediAgents.Storage.Sqlite.Profiles;

/// <summary>Profiles in SQLite, a row a version.</summary>
public sealed class SqliteProfileStore(SqliteDatabase database, Sealer sealer, TrailWriter trail, TimeProvider time) : IProfileStore
{
    private static readonly string ReadNewest = SqlFiles.Read("Profiles/read_newest.sql");
    private static readonly string ReadHistory = SqlFiles.Read("Profiles/read_history.sql");
    private static readonly string InsertVersion = SqlFiles.Read("Profiles/insert_version.sql");

    private readonly ProfileSeals seals = new(sealer);

    /// <inheritdoc />
    public async ValueTask<StoredProfile?> FindAsync(PatientScope scope, CancellationToken cancellationToken = default) =>
        (await ReadAsync(scope, ReadNewest, cancellationToken)).SingleOrDefault();

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StoredProfile>> HistoryAsync(PatientScope scope, CancellationToken cancellationToken = default) =>
        ReadAsync(scope, ReadHistory, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<StoredProfile?> PutAsync(
        PatientScope scope, PatientProfile profile, int expectedVersion, CancellationToken cancellationToken = default)
    {
        var version = expectedVersion + 1;
        var sealedContent = seals.Seal(scope.Patient, version, profile);
        var updatedAt = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var stored = await database.WriteAsync(
            session =>
            {
                var inserted = Insert(session, scope, version, updatedAt, sealedContent);
                trail.Append(session, Access.By(scope, "profile.write", outcome: inserted ? AccessOutcome.Ok : AccessOutcome.Conflict));
                return inserted;
            },
            cancellationToken);
        return stored ? new StoredProfile(version, profile, updatedAt) : null;
    }

    private async ValueTask<IReadOnlyList<StoredProfile>> ReadAsync(PatientScope scope, string sql, CancellationToken cancellationToken)
    {
        var versions = await database.WriteAsync(
            session =>
            {
                var rows = Read(session, scope.Patient, sql);
                var outcome = rows.Count > 0 ? AccessOutcome.Ok : AccessOutcome.NotFound;
                trail.Append(session, Access.By(scope, "profile.read", outcome: outcome, count: rows.Count));
                return rows;
            },
            cancellationToken);
        return versions.ConvertAll(row => seals.Open(scope.Patient, row));
    }

    private static List<ProfileRow> Read(SqliteSession session, PatientId owner, string sql)
    {
        using var row = session.Statement(sql);
        row.Bind(1, owner.Hash);
        var versions = new List<ProfileRow>();
        while (row.Step())
            versions.Add(new ProfileRow((int)row.Number(0), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(1)), row.Blob(2).ToArray()));
        return versions;
    }

    private static bool Insert(SqliteSession session, PatientScope scope, int version, DateTimeOffset updatedAt, byte[] sealedContent)
    {
        using var row = session.Statement(InsertVersion);
        row.Bind(1, scope.Patient.Hash);
        row.Bind(2, version);
        row.Bind(3, updatedAt.ToUnixTimeMilliseconds());
        row.Bind(4, scope.Principal.Name);
        row.Bind(5, sealedContent);
        return row.Step();
    }
}
