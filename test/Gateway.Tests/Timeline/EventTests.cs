using System.Net;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Timeline;

public sealed class EventTests(RunningServer server) : IClassFixture<RunningServer>
{
    private readonly string user = $"patient-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_added_event_is_found_at_its_location_with_its_version()
    {
        using var added = await server.PostAsync("/timeline/event", Event("Gout"));

        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        added.Headers.ETag!.ToString().ShouldBe("\"1\"");
        using var found = await server.GetAsync($"{added.Headers.Location}?user_id={user}");
        found.Headers.ETag.ShouldBe(added.Headers.ETag);
        (await found.Content.ReadAsStringAsync()).ShouldBe(await added.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task All_that_an_event_says_comes_back()
    {
        var said = new
        {
            type = "lab_result",
            title = "Uric acid",
            description = "Fasting sample",
            occurred_at = "2024-02-29T08:15:00+05:30",
            ended_at = "2024-02-29T08:20:00+05:30",
            code = new { system = "loinc", value = "3084-1", display = "Urate" },
            body_part = "Blood",
            specialty = "rheumatology",
            severity = "moderate",
            measurements = new[] { new { name = "Urate", value = 7.5, unit = "mg/dL", low = 3.5, high = 7.2, flag = "high" } },
            source = "City Laboratory",
        };
        var added = await AddAsync(said);

        foreach (var field in JsonSerializer.SerializeToElement(said).EnumerateObject())
            JsonElement.DeepEquals(added.GetProperty(field.Name), field.Value).ShouldBeTrue($"{field.Name}: {added}");
    }

    [Fact]
    public async Task A_change_makes_a_version_and_keeps_the_one_before()
    {
        var id = IdOf(await AddAsync(Event("Gout")));

        using var changed = await server.SendAsync(HttpMethod.Put, $"/timeline/event/{id}", Event("Pseudogout"), ("If-Match", "\"1\""));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag!.ToString().ShouldBe("\"2\"");

        var history = await RunningServer.JsonAsync(server.GetAsync($"/timeline/event/{id}/history?user_id={user}"));
        history.GetProperty("versions").EnumerateArray().Select(one => one.GetProperty("title").GetString()).ShouldBe(["Gout", "Pseudogout"]);
    }

    [Fact]
    public async Task A_deleted_event_is_gone_but_for_its_history()
    {
        var id = IdOf(await AddAsync(Event("Gout")));

        using var deleted = await DeleteAsync(id, "\"1\"");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await RunningServer.ShouldBeProblemAsync(server.GetAsync($"/timeline/event/{id}?user_id={user}"), HttpStatusCode.NotFound);
        await RunningServer.ShouldBeProblemAsync(PutAsync(id, "*"), HttpStatusCode.NotFound);
        await RunningServer.ShouldBeProblemAsync(DeleteAsync(id, "\"2\""), HttpStatusCode.NotFound);
        var page = await RunningServer.JsonAsync(server.GetAsync($"/timeline/?user_id={user}"));
        page.GetProperty("events").GetArrayLength().ShouldBe(0);
        var all = await RunningServer.JsonAsync(server.GetAsync($"/events/?user_id={user}"));
        all.GetProperty("events").EnumerateArray().ShouldHaveSingleItem().GetProperty("status").GetString().ShouldBe("deleted");
        var history = await RunningServer.JsonAsync(server.GetAsync($"/timeline/event/{id}/history?user_id={user}"));
        history.GetProperty("versions").EnumerateArray().Select(one => one.GetProperty("status").GetString()).ShouldBe(["confirmed", "deleted"]);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired)]
    [InlineData("\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"3\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"02\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"1\", \"7\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("2", HttpStatusCode.BadRequest)]
    [InlineData("\"2", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("*, \"2\"", HttpStatusCode.BadRequest)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"1\", W/\"9\", \"2\"", HttpStatusCode.OK)]
    public async Task A_change_holds_only_on_the_version_it_names(string? ifMatch, HttpStatusCode status)
    {
        var id = IdOf(await AddAsync(Event("Gout")));
        using var second = await PutAsync(id, "\"1\"");
        second.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var changed = await PutAsync(id, ifMatch);

        changed.StatusCode.ShouldBe(status, await changed.Content.ReadAsStringAsync());
        var version = await RunningServer.JsonAsync(server.GetAsync($"/timeline/event/{id}?user_id={user}"));
        version.GetProperty("version").GetInt32().ShouldBe(status == HttpStatusCode.OK ? 3 : 2);
    }

    [Fact]
    public async Task Of_many_changes_of_one_version_one_wins()
    {
        var id = IdOf(await AddAsync(Event("Gout")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PutAsync(id, "\"1\"")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(19);
    }

    [Fact]
    public async Task Whoever_names_any_version_is_not_lost_among_others()
    {
        var id = IdOf(await AddAsync(Event("Gout")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PutAsync(id, "*")));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        answers.Select(answer => answer.Headers.ETag!.Tag).ShouldBe(["\"2\"", "\"3\"", "\"4\"", "\"5\"", "\"6\""], ignoreOrder: true);
    }

    [Theory]
    [InlineData("e_01JD3Z00000000000000000000")]
    [InlineData("e_'%20OR%201=1%20--")]
    [InlineData("..%2F..%2Fetc")]
    public async Task An_unknown_event_is_not_found(string id)
    {
        await RunningServer.ShouldBeProblemAsync(server.GetAsync($"/timeline/event/{id}?user_id={user}"), HttpStatusCode.NotFound);
        await RunningServer.ShouldBeProblemAsync(server.GetAsync($"/timeline/event/{id}/history?user_id={user}"), HttpStatusCode.NotFound);
        await RunningServer.ShouldBeProblemAsync(PutAsync(id, "\"1\""), HttpStatusCode.NotFound);
        await RunningServer.ShouldBeProblemAsync(DeleteAsync(id, "*"), HttpStatusCode.NotFound);
    }

    private Dictionary<string, object> Event(string title) =>
        new() { ["user_id"] = user, ["type"] = "diagnosis", ["title"] = title, ["occurred_at"] = "2019-03" };

    private async Task<JsonElement> AddAsync(object content)
    {
        var body = JsonSerializer.SerializeToNode(content)!;
        body["user_id"] = user;
        return await RunningServer.JsonAsync(server.PostAsync("/timeline/event", body), HttpStatusCode.Created);
    }

    private Task<HttpResponseMessage> PutAsync(string id, string? ifMatch) =>
        server.SendAsync(HttpMethod.Put, $"/timeline/event/{id}", Event("Gout, chronic"), ("If-Match", ifMatch));

    private Task<HttpResponseMessage> DeleteAsync(string id, string? ifMatch) =>
        server.SendAsync(HttpMethod.Delete, $"/timeline/event/{id}?user_id={user}", body: null, ("If-Match", ifMatch));

    private static string IdOf(JsonElement reply) => reply.GetProperty("id").GetString()!;
}
