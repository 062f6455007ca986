using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Portability;
using MediAgents.Storage.Erasure;
using MediAgents.Storage.Sqlite.AuditTrail;

namespace MediAgents.Storage.Sqlite.Erasure;

/// <summary>Erases a patient's rows in SQLite. What they held was sealed, so free pages and the log hold nothing that can be read.</summary>
public sealed class SqliteRecordErasure(SqliteDatabase database, TrailWriter trail, TimeProvider time) : IRecordErasure
{
    private static readonly string Begin = SqlFiles.Read("Erasure/begin.sql");
    private static readonly string ReadUnfinished = SqlFiles.Read("Erasure/read_unfinished.sql");
    private static readonly string ReadFinished = SqlFiles.Read("Erasure/read_finished.sql");
    private static readonly string KeepPosition = SqlFiles.Read("Erasure/keep_position.sql");
    private static readonly string CountRemoved = SqlFiles.Read("Erasure/count_removed.sql");
    private static readonly string ReadRemoved = SqlFiles.Read("Erasure/read_removed.sql");
    private static readonly string Finish = SqlFiles.Read("Erasure/finish.sql");
    private static readonly IReadOnlyList<ErasedArea> Areas = ErasedArea.All(SqlFiles.Read);

    /// <inheritdoc />
    public async ValueTask<NotedErasure> BeginAsync(
        PatientScope scope, IReadOnlyList<string> keyIds, CancellationToken cancellationToken = default)
    {
        var certificate = SortableId.New("cert_", time);
        var begunAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        return await database.WriteAsync(
            session =>
            {
                using (var row = session.Statement(Begin))
                {
                    row.Bind(1, certificate);
                    row.Bind(2, scope.Patient.Hash);
                    row.Bind(3, scope.Principal.Name);
                    row.Bind(4, string.Join(' ', keyIds));
                    row.Bind(5, begunAt);
                    row.Step();
                }

                return Unfinished(session, scope.Patient).Single();
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<NotedErasure>> ListUnfinishedAsync(CancellationToken cancellationToken = default) =>
        await database.ReadAsync(session => Unfinished(session, patient: null), cancellationToken);

    /// <inheritdoc />
    /// <remarks>Nothing to do: one server has the file, and whoever erases keeps the server's own requests and grains out.</remarks>
    public ValueTask CloseAsync(NotedErasure erasure, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public async ValueTask RemoveAsync(NotedErasure erasure, CancellationToken cancellationToken = default)
    {
        await database.WriteAsync(
            session =>
            {
                using var marker = session.Statement(KeepPosition);
                return marker.Step();
            },
            cancellationToken);
        foreach (var area in Areas)
        {
            while (await database.WriteAsync(session => RemoveBatch(session, erasure, area), cancellationToken) == area.Batch)
                cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc />
    public async ValueTask<ErasureCertificate> FinishAsync(NotedErasure erasure, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        return await database.WriteAsync(session => Certify(session, erasure, now), cancellationToken);
    }

    private static List<NotedErasure> Unfinished(SqliteSession session, PatientId? patient)
    {
        using var row = session.Statement(ReadUnfinished);
        row.Bind(1, patient?.Hash);
        var erasures = new List<NotedErasure>();
        while (row.Step())
        {
            erasures.Add(new NotedErasure(
                row.Text(0),
                new PatientScope(new Principal(row.Text(2)), new PatientId(row.Text(1))),
                row.Text(3).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                DateTimeOffset.FromUnixTimeMilliseconds(row.Number(4))));
        }

        return erasures;
    }

    private static int RemoveBatch(SqliteSession session, NotedErasure erasure, ErasedArea area)
    {
        var removed = 0;
        using (var rows = session.Statement(area.Sql))
        {
            rows.Bind(1, erasure.Scope.Patient.Hash);
            rows.Bind(2, area.Batch);
            while (rows.Step())
                removed++;
        }

        if (removed > 0)
        {
            using var count = session.Statement(CountRemoved);
            count.Bind(1, erasure.CertificateId);
            count.Bind(2, area.Name);
            count.Bind(3, removed);
            count.Step();
        }

        return removed;
    }

    private ErasureCertificate Certify(SqliteSession session, NotedErasure erasure, DateTimeOffset now)
    {
        var removed = Removed(session, erasure);
        if (Finished(session, erasure) is var (erasedAt, entry))
            return ErasureCertificate.Of(new UnsignedCertificate(erasure, removed, erasedAt), entry);

        var unsigned = new UnsignedCertificate(erasure, removed, DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));
        trail.Append(session, unsigned.Access);
        var head = trail.Last(session);
        using (var row = session.Statement(Finish))
        {
            row.Bind(1, erasure.CertificateId);
            row.Bind(2, now.ToUnixTimeMilliseconds());
            row.Bind(3, head.Seq);
            row.Bind(4, head.Mac.Span);
            row.Step();
        }

        return ErasureCertificate.Of(unsigned, head);
    }

    private static (DateTimeOffset ErasedAt, TrailHead Entry)? Finished(SqliteSession session, NotedErasure erasure)
    {
        using var row = session.Statement(ReadFinished);
        row.Bind(1, erasure.CertificateId);
        return row.Step()
            ? (DateTimeOffset.FromUnixTimeMilliseconds(row.Number(0)), new TrailHead(row.Number(1), row.Blob(2).ToArray()))
            : null;
    }

    private static Dictionary<string, long> Removed(SqliteSession session, NotedErasure erasure)
    {
        using var row = session.Statement(ReadRemoved);
        row.Bind(1, erasure.CertificateId);
        var removed = new Dictionary<string, long>(StringComparer.Ordinal);
        while (row.Step())
            removed.Add(row.Text(0), row.Number(1));
        return removed;
    }
}
