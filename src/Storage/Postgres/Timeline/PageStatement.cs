using System.Collections.Concurrent;
using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Timeline;
using Npgsql;

namespace MediAgents.Storage.Postgres.Timeline;

/// <summary>The statement of a page: one of three orders, with conditions for the filters that are set, each made when first asked for.</summary>
internal static class PageStatement
{
    private static readonly string Count = PostgresSql.Read("Timeline/count.sql");
    private static readonly Dictionary<TimelineOrder, string> Pages = new()
    {
        [TimelineOrder.NewestFirst] = PostgresSql.Read("Timeline/page_newest_first.sql"),
        [TimelineOrder.OldestFirst] = PostgresSql.Read("Timeline/page_oldest_first.sql"),
        [TimelineOrder.LastRecordedFirst] = PostgresSql.Read("Timeline/page_last_recorded_first.sql"),
    };

    private static readonly ConcurrentDictionary<Shape, string> Made = new();

    /// <summary>The events shown, at most <paramref name="limit"/>, in the state as of <paramref name="asOf"/>.</summary>
    public static async Task<List<EventRow>> ReadAsync(
        Func<string, NpgsqlCommand> command,
        PatientId owner,
        TimelineFilter filter,
        BlindTerms terms,
        TimelineOrder order,
        int limit,
        long asOf,
        TimelineCursor? cursor,
        CancellationToken cancellationToken)
    {
        await using var page = command(SqlOf(Shape.Of(filter, terms, order), Pages[order])).With(owner.Hash).With(asOf);
        BindRange(page, filter, order, asOf, cursor);
        BindFilters(page.With(limit), filter, terms);
        return await EventRows.ReadAllAsync(page, cancellationToken);
    }

    /// <summary>How many events there are in the state as of <paramref name="asOf"/>, which is now.</summary>
    public static async Task<long> CountAsync(
        Func<string, NpgsqlCommand> command, PatientId owner, TimelineFilter filter, BlindTerms terms, long asOf, CancellationToken cancellationToken)
    {
        await using var count = command(SqlOf(Shape.Of(filter, terms, order: null), Count))
            .With(owner.Hash).With(asOf).With(From(filter)).With(Until(filter)).With(0L).With(0);
        BindFilters(count, filter, terms);
        return (long)(await count.ExecuteScalarAsync(cancellationToken))!;
    }

    private static void BindRange(NpgsqlCommand page, TimelineFilter filter, TimelineOrder order, long asOf, TimelineCursor? cursor) => _ = order switch
    {
        TimelineOrder.NewestFirst => page.With(From(filter)).With(cursor?.OccurredAt ?? Until(filter)).With(cursor?.Position ?? long.MinValue),
        TimelineOrder.OldestFirst => page.With(Until(filter)).With(cursor?.OccurredAt ?? From(filter) - 1).With(cursor?.Position ?? long.MaxValue),
        _ => page.With(From(filter)).With(Until(filter)).With(cursor?.Position ?? AfterAll(asOf)),
    };

    // All are bound, whether or not the statement has a condition on them: parameters are counted.
    private static void BindFilters(NpgsqlCommand page, TimelineFilter filter, BlindTerms terms) =>
        page.With((int)(StatusOf(filter) ?? default)).With(terms.Type).With(terms.Code).With(terms.BodyPart).With(filter.DocumentId);

    private static string SqlOf(Shape shape, string template) =>
        Made.GetOrAdd(shape, static (shape, template) => template.Replace("{conditions}", shape.Conditions), template);

    private static EventStatus? StatusOf(TimelineFilter filter) => filter.AnyStatus ? null : filter.Status ?? EventStatus.Confirmed;

    // Beyond every time that an event can have, with room for one less.
    private static long From(TimelineFilter filter) => filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue + 1;

    private static long Until(TimelineFilter filter) => filter.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    private static long AfterAll(long asOf) => asOf == long.MaxValue ? asOf : asOf + 1;

    /// <summary>What tells one statement from another.</summary>
    /// <param name="Order">Null when they are only counted.</param>
    private readonly record struct Shape(TimelineOrder? Order, bool Status, bool Type, bool Code, bool BodyPart, bool Document)
    {
        public string Conditions
        {
            get
            {
                var conditions = new StringBuilder();
                Add(Status, "status = $7");
                Add(Type, "type = $8");
                Add(Code, "code = $9");
                Add(BodyPart, "body_part = $10");
                Add(Document, "document_id = $11");
                return conditions.ToString();

                void Add(bool asked, string condition) => conditions.Append(asked ? $" AND {condition}" : "");
            }
        }

        public static Shape Of(TimelineFilter filter, BlindTerms terms, TimelineOrder? order) => new(
            order,
            Status: StatusOf(filter) is not null,
            Type: terms.Type is not null,
            Code: terms.Code is not null,
            BodyPart: terms.BodyPart is not null,
            Document: filter.DocumentId is not null);
    }
}
