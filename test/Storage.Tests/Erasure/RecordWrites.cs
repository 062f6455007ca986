using System.Security.Cryptography;
using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Erasure;

/// <summary>Every way in which something of a patient gets into the stores.</summary>
internal static class RecordWrites
{
    /// <summary>Every table with rows of patients.</summary>
    public static readonly string[] OwnedTables = ["document", "grain", "idempotency_claim", "profile", "timeline_event"];

    public static EventContent Visit { get; } = new() { Type = EventType.Encounter, Title = "Visit", OccurredAt = EventTime.Parse("2026-01-02") };

    /// <summary>One after the other; each can be run again and again.</summary>
    public static IReadOnlyDictionary<string, Func<StoreUnderTest, PatientId, Task>> All { get; } =
        new Dictionary<string, Func<StoreUnderTest, PatientId, Task>>(StringComparer.Ordinal)
        {
            ["a new grain"] = (store, patient) => store.Grains.CommitAsync(Turn(NewRun(), 0, appended: 1, owner: patient)),
            ["a grain's next turn"] = NextTurnAsync,
            ["a grain's turn that is noted"] = (store, patient) => store.Grains.CommitAsync(
                Turn(NewRun(), 0, owner: patient) with { Accesses = [Access.By(patient.Scope(), "test.turn")] }),
            ["a document"] = async (store, patient) => await store.Documents.PutAsync(patient.Scope(), RandomNumberGenerator.GetBytes(100), "text/plain", "note.txt"),
            ["an event"] = (store, patient) => AddAsync(store, patient),
            ["events of an import"] = async (store, patient) => await store.Timeline.AddManyAsync(
                patient.Scope(), [new EventAddition(NewEvent(), Visit), new EventAddition(NewEvent(), Visit)], "test.import"),
            ["a profile"] = PutProfileAsync,
            ["a claim"] = async (store, patient) => await store.Claims.ClaimAsync(
                patient.Scope(), new IdempotencyKey("POST /chat/", NewEvent(), SHA256.HashData("body"u8)), "plan"u8.ToArray()),
        };

    public static async Task FillAsync(StoreUnderTest store, PatientId patient)
    {
        foreach (var write in All.Values)
            await write(store, patient);
    }

    public static async Task<string> AddAsync(StoreUnderTest store, PatientId patient) =>
        (await store.Timeline.AddAsync(patient.Scope(), new EventAddition(NewEvent(), Visit), key: null)).Event!.Id;

    public static async Task<Dictionary<string, long>> RowsAsync(StoreUnderTest store, PatientId patient)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in OwnedTables)
        {
            if (await store.CountAsync($"SELECT count(*) FROM {table} WHERE owner = '{patient}'") is > 0 and var count)
                rows[table] = count;
        }

        return rows;
    }

    // The second turn of a grain whose first another turn stored; of one that is not there, a lost race.
    private static async Task NextTurnAsync(StoreUnderTest store, PatientId patient)
    {
        var key = Run($"long-lived {patient}");
        var version = (await store.Grains.ReadAsync(key))?.Version ?? 0;
        await store.Grains.CommitAsync(Turn(key, version, owner: patient));
    }

    private static async Task PutProfileAsync(StoreUnderTest store, PatientId patient)
    {
        var version = (await store.Profiles.FindAsync(patient.Scope()))?.Version ?? 0;
        await store.Profiles.PutAsync(patient.Scope(), new PatientProfile { Name = "A" }, version);
    }

    private static MediAgents.Grains.GrainKey NewRun() => Run(NewEvent());

    private static string NewEvent() => SortableId.New("e_", TimeProvider.System);
}
