using System.Collections.Concurrent;
using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Timeline;

namespace MediAgents.Storage.Sqlite.Timeline;

/// <summary>
/// The statement of a page: one of three orders, with an index and conditions for the filters that are set. There are about
/// a hundred of them, each made when first asked for.
/// </summary>
internal static class PageStatement
{
    private static readonly string Count = SqlFiles.Read("Timeline/count.sql");
    private static readonly Dictionary<TimelineOrder, string> Pages = new()
    {
        [TimelineOrder.NewestFirst] = SqlFiles.Read("Timeline/page_newest_first.sql"),
        [TimelineOrder.OldestFirst] = SqlFiles.Read("Timeline/page_oldest_first.sql"),
        [TimelineOrder.LastRecordedFirst] = SqlFiles.Read("Timeline/page_last_recorded_first.sql"),
    };

    private static readonly ConcurrentDictionary<Shape, string> Made = new();

    /// <summary>The events shown, at most <paramref name="limit"/>, in the state as of <paramref name="asOf"/>.</summary>
    public static List<EventRow> Read(
        SqliteSession session, PatientId owner, TimelineFilter filter, BlindTerms terms, TimelineOrder order, int limit, long asOf, TimelineCursor? cursor)
    {
        var shape = Shape.Of(filter, terms, order);
        using var row = session.Statement(SqlOf(shape, Pages[order]));
        row.Bind(1, owner.Hash);
        row.Bind(2, asOf);
        BindRange(row, shape, filter, asOf, cursor);
        row.Bind(6, limit);
        BindFilters(row, shape, filter, terms);
        var rows = new List<EventRow>();
        while (row.Step())
            rows.Add(EventRows.Read(row));
        return rows;
    }

    /// <summary>How many current events there are.</summary>
    public static long CountOf(SqliteSession session, PatientId owner, TimelineFilter filter, BlindTerms terms)
    {
        var shape = Shape.Of(filter, terms, order: null);
        using var row = session.Statement(SqlOf(shape, Count));
        row.Bind(1, owner.Hash);
        row.Bind(3, From(filter));
        row.Bind(4, Until(filter));
        BindFilters(row, shape, filter, terms);
        row.Step();
        return row.Number(0);
    }

    /// <summary>The statement that reads a page, or, without an order, counts.</summary>
    internal static string SqlOf(TimelineFilter filter, BlindTerms terms, TimelineOrder? order) =>
        SqlOf(Shape.Of(filter, terms, order), order is { } one ? Pages[one] : Count);

    private static void BindRange(SqliteStatement row, Shape shape, TimelineFilter filter, long asOf, TimelineCursor? cursor)
    {
        switch (shape.Order)
        {
            case TimelineOrder.NewestFirst:
                row.Bind(3, From(filter));
                row.Bind(4, cursor?.OccurredAt ?? Until(filter));
                row.Bind(5, cursor?.Position ?? long.MinValue);
                break;
            case TimelineOrder.OldestFirst:
                row.Bind(3, Until(filter));
                row.Bind(4, cursor?.OccurredAt ?? From(filter) - 1);
                row.Bind(5, cursor?.Position ?? long.MaxValue);
                break;
            default:
                if (shape.From)
                    row.Bind(3, From(filter));
                if (shape.Until)
                    row.Bind(4, Until(filter));
                row.Bind(5, Math.Min(asOf + 1, cursor?.Position ?? long.MaxValue));
                break;
        }
    }

    private static void BindFilters(SqliteStatement row, Shape shape, TimelineFilter filter, BlindTerms terms)
    {
        if (shape.Status)
            row.Bind(7, (long)StatusOf(filter)!);
        if (terms.Type is { } type)
            row.Bind(8, type);
        if (terms.Code is { } code)
            row.Bind(9, code);
        if (terms.BodyPart is { } bodyPart)
            row.Bind(10, bodyPart);
        if (filter.DocumentId is { } document)
            row.Bind(11, document);
    }

    private static string SqlOf(Shape shape, string template) => Made.GetOrAdd(
        shape,
        static (shape, template) => template.Replace("{index}", shape.Index).Replace("{conditions}", shape.Conditions),
        template);

    private static EventStatus? StatusOf(TimelineFilter filter) => filter.AnyStatus ? null : filter.Status ?? EventStatus.Confirmed;

    // Beyond every time that an event can have, with room for one less.
    private static long From(TimelineFilter filter) => filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue + 1;

    private static long Until(TimelineFilter filter) => filter.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    /// <summary>What tells one statement from another.</summary>
    /// <param name="Order">Null when they are only counted.</param>
    private readonly record struct Shape(
        TimelineOrder? Order, bool Status, bool Type, bool Code, bool BodyPart, bool Document, bool From, bool Until)
    {
        /// <summary>By what is rarest, else in the order of the page; by body part, which is only in one, and sorted.</summary>
        public string Index =>
            Code ? "timeline_event_code"
            : Document ? "timeline_event_document"
            : Order == TimelineOrder.LastRecordedFirst && !BodyPart ? "timeline_event_recorded"
            : "timeline_event_occurred";

        public string Conditions
        {
            get
            {
                var conditions = new StringBuilder();
                Add(Status, "status = ?7");
                Add(Type, "type = ?8");
                Add(Code, "code = ?9");
                Add(BodyPart, "body_part = ?10");
                Add(Document, "document_id = ?11");
                Add(From, "occurred_at >= ?3");
                Add(Until, "occurred_at < ?4");
                return conditions.ToString();

                void Add(bool asked, string condition) => conditions.Append(asked ? $" AND {condition}" : "");
            }
        }

        // The other orders have the range of times in their templates.
        public static Shape Of(TimelineFilter filter, BlindTerms terms, TimelineOrder? order) => new(
            order,
            Status: StatusOf(filter) is not null,
            Type: terms.Type is not null,
            Code: terms.Code is not null,
            BodyPart: terms.BodyPart is not null,
            Document: filter.DocumentId is not null,
            From: order == TimelineOrder.LastRecordedFirst && filter.From is not null,
            Until: order == TimelineOrder.LastRecordedFirst && filter.Until is not null);
    }
}
