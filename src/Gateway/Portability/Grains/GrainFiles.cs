using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Portability.Grains;

/// <summary>Reads a patient's grains from their store and writes them as JSON; one page of a journal at a time is in memory.</summary>
internal sealed class GrainFiles(IGrainStorage storage)
{
    private const int PageSize = 200;

    /// <summary>The patient's grains of one kind, newest first.</summary>
    public async IAsyncEnumerable<GrainKey> ListAsync(string kind, PatientId patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? before = null;
        IReadOnlyList<GrainListing> page;
        do
        {
            page = await storage.ListOwnedAsync(kind, patient, before, PageSize, cancellationToken);
            foreach (var listing in page)
                yield return new GrainKey(kind, listing.Id);
            before = page.Count > 0 ? page[^1].Position : null;
        }
        while (page.Count == PageSize);
    }

    /// <summary>The stored grain; null when there is none or it is another patient's.</summary>
    public async ValueTask<StoredGrain?> FindAsync(GrainKey key, PatientId patient, CancellationToken cancellationToken) =>
        await storage.ReadAsync(key, cancellationToken) is { } grain && grain.Owner == patient ? grain : null;

    public async IAsyncEnumerable<JournalEntry> JournalAsync(
        GrainKey key, PatientId patient, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await storage.ReadJournalAsync(key, patient, after, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var entry in page)
                yield return entry;
            after = page[^1].Seq;
        }
    }

    /// <summary>Kind, id, version, state and journal as one object.</summary>
    public async Task WriteAsync(Stream content, GrainKey key, PatientId patient, StoredGrain grain, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(content);
        json.WriteStartObject();
        json.WriteString("kind", key.Kind);
        json.WriteString("id", key.Id);
        json.WriteNumber("version", grain.Version);
        json.WritePropertyName("state");
        json.WriteRawValue(grain.State.Span);
        await WriteJournalAsync(json, "journal", key, patient, cancellationToken: cancellationToken);
        json.WriteEndObject();
    }

    /// <summary>The journal as an array of entries, each seen by <paramref name="seen"/>.</summary>
    public async Task WriteJournalAsync(
        Utf8JsonWriter json, string name, GrainKey key, PatientId patient, Action<JournalEntry>? seen = null, CancellationToken cancellationToken = default)
    {
        json.WriteStartArray(name);
        await foreach (var entry in JournalAsync(key, patient, after: 0, cancellationToken))
        {
            seen?.Invoke(entry);
            json.WriteStartObject();
            json.WriteNumber("seq", entry.Seq);
            json.WriteString("type", entry.Type);
            json.WritePropertyName("data");
            json.WriteRawValue(entry.Json.Span);
            json.WriteEndObject();
            if (json.BytesPending > 32 * 1024)
                await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
    }
}
