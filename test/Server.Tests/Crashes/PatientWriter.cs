using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MediAgents.Server.Tests.Crashes;

/// <summary>What a patient's event must be after a crash: as last acknowledged, or as the write that was under way would make it.</summary>
/// <param name="Title">Null: deleted.</param>
internal sealed record EventState(int Version, string? Title);

/// <summary>
/// Adds, changes and deletes the events of one patient, one request after the other, and keeps what the server
/// acknowledged, until the server is gone.
/// </summary>
internal sealed class PatientWriter(string user, Random random)
{
    private readonly Dictionary<string, EventState> acknowledged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EventState> underWay = new(StringComparer.Ordinal);
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);
    private int written;

    public string User => user;

    /// <summary>Events as last acknowledged.</summary>
    public IReadOnlyDictionary<string, EventState> Acknowledged => acknowledged;

    /// <summary>Acknowledged writes so far.</summary>
    public int Writes { get; private set; }

    /// <summary>The idempotency key of an addition whose answer never came; null when there is none.</summary>
    public string? UnansweredKey { get; private set; }

    public async Task WriteUntilGoneAsync(HttpClient client)
    {
        try
        {
            while (true)
                await WriteOneAsync(client);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException or JsonException)
        {
            // The server was killed.
        }
    }

    /// <summary>After the restart: what was acknowledged since the last is there; what was under way is there whole or not at all.</summary>
    public async Task LatestShouldBeThereAsync(HttpClient client)
    {
        await ShouldBeThereAsync(client, touched);
        touched.Clear();
        foreach (var id in underWay.Keys)
        {
            using var response = await client.GetAsync(new Uri($"/timeline/event/{id}?user_id={user}", UriKind.Relative));
            acknowledged[id] = await ReadAsync(response);
        }

        underWay.Clear();
        await RepeatUnansweredAsync(client);
    }

    /// <summary>Everything that was ever acknowledged is as it was last.</summary>
    public Task AllShouldBeThereAsync(HttpClient client) => ShouldBeThereAsync(client, acknowledged.Keys);

    private async Task ShouldBeThereAsync(HttpClient client, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            var expected = acknowledged[id];
            using var response = await client.GetAsync(new Uri($"/timeline/event/{id}?user_id={user}", UriKind.Relative));
            var found = await ReadAsync(response);
            (found == expected || (underWay.TryGetValue(id, out var begun) && found == begun))
                .ShouldBeTrue($"{id}: acknowledged {expected}, under way {underWay.GetValueOrDefault(id)}, found {found}");
        }
    }

    /// <summary>The same addition again, with its key, is one event, whether or not the first was stored.</summary>
    private async Task RepeatUnansweredAsync(HttpClient client)
    {
        if (UnansweredKey is not { } key)
            return;
        var title = TitleOf(key);
        var first = await AddAsync(client, key, title);
        var second = await AddAsync(client, key, title);
        second.ShouldBe(first);
        acknowledged[first] = new EventState(1, title);
        UnansweredKey = null;
        (await CountAsync(client, title)).ShouldBe(1, title);
    }

    private async Task WriteOneAsync(HttpClient client)
    {
        var live = acknowledged.Where(one => one.Value.Title is not null).ToList();
        switch (live.Count == 0 ? 0 : random.Next(6))
        {
            case 4:
                await ChangeAsync(client, live[random.Next(live.Count)]);
                break;
            case 5:
                await DeleteAsync(client, live[random.Next(live.Count)]);
                break;
            default:
                UnansweredKey = $"{user}-{written++}";
                var title = TitleOf(UnansweredKey);
                Note(await AddAsync(client, UnansweredKey, title), new EventState(1, title));
                UnansweredKey = null;
                break;
        }

        Writes++;
    }

    private async Task<string> AddAsync(HttpClient client, string key, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/timeline/event") { Content = Body(title) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private async Task ChangeAsync(HttpClient client, KeyValuePair<string, EventState> before)
    {
        var after = new EventState(before.Value.Version + 1, $"changed {before.Value.Version} of {before.Key}");
        underWay[before.Key] = after;
        touched.Add(before.Key);
        await SendAsync(client, HttpMethod.Put, before, Body(after.Title!));
        Note(before.Key, after);
        underWay.Remove(before.Key);
    }

    private async Task DeleteAsync(HttpClient client, KeyValuePair<string, EventState> before)
    {
        underWay[before.Key] = new EventState(0, null);
        touched.Add(before.Key);
        await SendAsync(client, HttpMethod.Delete, before, content: null);
        Note(before.Key, new EventState(0, null));
        underWay.Remove(before.Key);
    }

    private void Note(string id, EventState state)
    {
        acknowledged[id] = state;
        touched.Add(id);
    }

    private async Task SendAsync(HttpClient client, HttpMethod method, KeyValuePair<string, EventState> before, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, $"/timeline/event/{before.Key}?user_id={user}") { Content = content };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{before.Value.Version}\"");
        using var response = await client.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} of {before.Value}: {response.StatusCode}");
    }

    private async Task<int> CountAsync(HttpClient client, string title)
    {
        using var response = await client.GetAsync(new Uri($"/timeline/?user_id={user}&limit=200&order=last_recorded_first", UriKind.Relative));
        var page = await response.Content.ReadFromJsonAsync<JsonElement>();
        return page.GetProperty("events").EnumerateArray().Count(one => one.GetProperty("title").GetString() == title);
    }

    private JsonContent Body(string title) => JsonContent.Create(new { user_id = user, type = "note", title, occurred_at = "2026-03-07" });

    private static string TitleOf(string key) => $"note {key}";

    private static async Task<EventState> ReadAsync(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
            return new EventState(0, null);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var found = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new EventState(found.GetProperty("version").GetInt32(), found.GetProperty("title").GetString());
    }
}
