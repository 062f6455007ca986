using MediAgents.Contract.Hosts;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Contract.Storage;

/// <summary>The stores of patients' records on one database, empty at first, with a clock that only tests move.</summary>
public interface IRecordStores : IAsyncDisposable
{
    ITimelineStore Timeline { get; }

    IProfileStore Profiles { get; }

    IIdempotencyStore Idempotency { get; }

    IAuditTrail Trail { get; }

    ManualTime Time { get; }

    /// <summary>Changes the database behind the back of the stores.</summary>
    Task TamperAsync(string sql);
}

/// <summary>What the suites of the stores share.</summary>
public abstract class RecordsSuite : IAsyncLifetime
{
    protected static readonly PatientId Asha = new(new string('a', 64));
    protected static readonly PatientId Ravi = new(new string('b', 64));

    private IRecordStores? stores;

    protected IRecordStores Stores => stores!;

    protected ITimelineStore Timeline => Stores.Timeline;

    public async Task InitializeAsync() => stores = await OpenAsync();

    public async Task DisposeAsync() => await Stores.DisposeAsync();

    protected abstract Task<IRecordStores> OpenAsync();

    /// <summary>The trail so far, shortly: <c>action subject outcome count</c>.</summary>
    protected async Task<List<string>> TrailAsync(PatientId? patient = null)
    {
        var entries = new List<string>();
        await foreach (var entry in Stores.Trail.ReadAsync(new TrailFilter(patient)))
            entries.Add($"{entry.Access.Action} {entry.Access.Subject ?? "-"} {entry.Access.Outcome} {entry.Access.Count}");
        return entries;
    }
}
