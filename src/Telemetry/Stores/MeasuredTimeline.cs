using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Timeline;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Stores;

/// <summary>Measures the timeline's store; a scan not, whose reader sets its pace.</summary>
internal sealed class MeasuredTimeline(ITimelineStore timeline, ProductMeter meter) : ITimelineStore
{
    private const string Store = "timeline";

    private readonly StoreOperation add = new(meter, Store, "add");
    private readonly StoreOperation addMany = new(meter, Store, "add_many");
    private readonly StoreOperation change = new(meter, Store, "change");
    private readonly StoreOperation find = new(meter, Store, "find");
    private readonly StoreOperation history = new(meter, Store, "history");
    private readonly StoreOperation page = new(meter, Store, "page");

    public ValueTask<AddedEvent> AddAsync(PatientScope scope, EventAddition addition, IdempotencyKey? key, CancellationToken cancellationToken = default) =>
        add.RunAsync(
            (timeline, scope, addition, key),
            static (call, token) => call.timeline.AddAsync(call.scope, call.addition, call.key, token),
            cancellationToken);

    public ValueTask<int> AddManyAsync(PatientScope scope, IReadOnlyList<EventAddition> additions, string action, CancellationToken cancellationToken = default) =>
        addMany.RunAsync(
            (timeline, scope, additions, action),
            static (call, token) => call.timeline.AddManyAsync(call.scope, call.additions, call.action, token),
            cancellationToken);

    public ValueTask<EventChanged> ChangeAsync(PatientScope scope, string id, int expectedVersion, EventChange change, CancellationToken cancellationToken = default) =>
        this.change.RunAsync(
            (timeline, scope, id, expectedVersion, change),
            static (call, token) => call.timeline.ChangeAsync(call.scope, call.id, call.expectedVersion, call.change, token),
            cancellationToken);

    public ValueTask<TimelineEvent?> FindAsync(PatientScope scope, string id, CancellationToken cancellationToken = default) =>
        find.RunAsync((timeline, scope, id), static (call, token) => call.timeline.FindAsync(call.scope, call.id, token), cancellationToken);

    public ValueTask<IReadOnlyList<TimelineEvent>> HistoryAsync(PatientScope scope, string id, CancellationToken cancellationToken = default) =>
        history.RunAsync((timeline, scope, id), static (call, token) => call.timeline.HistoryAsync(call.scope, call.id, token), cancellationToken);

    public ValueTask<TimelinePage> PageAsync(PatientScope scope, TimelineQuery query, CancellationToken cancellationToken = default) =>
        page.RunAsync((timeline, scope, query), static (call, token) => call.timeline.PageAsync(call.scope, call.query, token), cancellationToken);

    public IAsyncEnumerable<TimelineEvent> ScanAsync(PatientScope scope, TimelineFilter filter, string action, CancellationToken cancellationToken = default) =>
        timeline.ScanAsync(scope, filter, action, cancellationToken);
}
