using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Timeline;

namespace MediAgents.Storage.Sqlite.Timeline;

/// <summary>Versions of events in the database, one by one.</summary>
internal static class EventRows
{
    private static readonly string InsertVersion = SqlFiles.Read("Timeline/insert_version.sql");
    private static readonly string SupersedeVersion = SqlFiles.Read("Timeline/supersede.sql");
    private static readonly string ReadCurrent = SqlFiles.Read("Timeline/read_current.sql");
    private static readonly string ReadVersion = SqlFiles.Read("Timeline/read_version.sql");
    private static readonly string ReadHistory = SqlFiles.Read("Timeline/read_history.sql");
    private static readonly string ReadNewestPosition = SqlFiles.Read("Timeline/read_newest_position.sql");

    /// <summary>The position given to the version; null when it is there already.</summary>
    public static long? Insert(
        SqliteSession session, PatientScope scope, SealedEvent sealedEvent, EventStatus status, DateTimeOffset createdAt, DateTimeOffset changedAt)
    {
        using var row = session.Statement(InsertVersion);
        row.Bind(1, scope.Patient.Hash);
        row.Bind(2, sealedEvent.Id);
        row.Bind(3, sealedEvent.Version);
        row.Bind(4, (long)status);
        row.Bind(5, sealedEvent.OccurredAt);
        row.Bind(6, sealedEvent.DocumentId);
        row.Bind(7, createdAt.ToUnixTimeMilliseconds());
        row.Bind(8, changedAt.ToUnixTimeMilliseconds());
        row.Bind(9, scope.Principal.Name);
        row.Bind(10, sealedEvent.Terms.Type);
        row.Bind(11, sealedEvent.Terms.Code);
        row.Bind(12, sealedEvent.Terms.BodyPart);
        row.Bind(13, sealedEvent.SealedContent);
        return row.Step() ? row.Number(0) : null;
    }

    public static void Supersede(SqliteSession session, long position, long by)
    {
        using var row = session.Statement(SupersedeVersion);
        row.Bind(1, position);
        row.Bind(2, by);
        row.Step();
    }

    /// <summary>The newest version, also when it says that the event was deleted.</summary>
    public static EventRow? Newest(SqliteSession session, PatientId owner, string id)
    {
        using var row = session.Statement(ReadCurrent);
        row.Bind(1, id);
        row.Bind(2, owner.Hash);
        return row.Step() ? Read(row) : null;
    }

    public static EventRow? Version(SqliteSession session, PatientId owner, string id, int version)
    {
        using var row = session.Statement(ReadVersion);
        row.Bind(1, id);
        row.Bind(2, owner.Hash);
        row.Bind(3, version);
        return row.Step() ? Read(row) : null;
    }

    public static List<EventRow> History(SqliteSession session, PatientId owner, string id)
    {
        using var row = session.Statement(ReadHistory);
        row.Bind(1, id);
        row.Bind(2, owner.Hash);
        var versions = new List<EventRow>();
        while (row.Step())
            versions.Add(Read(row));
        return versions;
    }

    public static long NewestPosition(SqliteSession session)
    {
        using var row = session.Statement(ReadNewestPosition);
        row.Step();
        return row.Number(0);
    }

    public static EventRow Read(SqliteStatement row) => new(
        row.Text(0),
        (int)row.Number(1),
        (EventStatus)row.Number(2),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Number(3)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Number(4)),
        new Principal(row.Text(5)),
        row.Number(6),
        row.Blob(7).ToArray());
}
