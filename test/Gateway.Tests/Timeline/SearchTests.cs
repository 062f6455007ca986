using System.Net;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Timeline;

public sealed class SearchTests(RunningServer server) : IClassFixture<RunningServer>
{
    private readonly string user = $"patient-{Guid.NewGuid():N}";

    [Fact]
    public async Task Words_find_events_whatever_their_case_and_diacritics()
    {
        await AddAsync("diagnosis", "Ménière's disease", "2018");
        await AddAsync("note", "Seen for vertigo, perhaps menieres", "2019");
        await AddAsync("note", "Gout", "2020");

        var found = await RunningServer.JsonAsync(server.GetAsync($"/timeline/search?user_id={user}&q=MENIERE"));

        found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("event").GetProperty("occurred_at").GetString())
            .ShouldBe(["2018", "2019"], ignoreOrder: true);
        found.GetProperty("matched").GetInt32().ShouldBe(2);
        found.GetProperty("searched").GetInt32().ShouldBe(3);
        var diagnoses = await RunningServer.JsonAsync(server.GetAsync($"/timeline/search?user_id={user}&q=meniere&type=diagnosis&limit=1"));
        diagnoses.GetProperty("matched").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("q=", "q")]
    [InlineData("q=%20.,%20", "q")]
    [InlineData("q=gout&limit=101", "limit")]
    [InlineData("q=gout&from=then", "from")]
    public async Task A_wrong_parameter_is_named(string parameters, string field) =>
        await RunningServer.ShouldBeProblemAsync(server.GetAsync($"/timeline/search?user_id={user}&{parameters}"), HttpStatusCode.BadRequest, field);

    [Fact]
    public async Task A_query_that_is_too_long_is_a_problem() =>
        await RunningServer.ShouldBeProblemAsync(server.GetAsync($"/timeline/search?user_id={user}&q={new string('q', 201)}"), HttpStatusCode.BadRequest, "q");

    [Fact]
    public async Task A_summary_counts_by_type_and_year()
    {
        await AddAsync("diagnosis", "Gout", "2018-03");
        await AddAsync("note", "Better", "2019");
        await AddAsync("note", "Well", "2019-05-05");

        var summary = await RunningServer.JsonAsync(server.GetAsync($"/timeline/summary?user_id={user}"));

        summary.GetProperty("total").GetInt32().ShouldBe(3);
        summary.GetProperty("by_type").GetProperty("note").GetInt32().ShouldBe(2);
        summary.GetProperty("by_year").GetProperty("2019").GetInt32().ShouldBe(2);
        summary.GetProperty("by_status").GetProperty("confirmed").GetInt32().ShouldBe(3);
        (summary.GetProperty("first").GetString(), summary.GetProperty("last").GetString()).ShouldBe(("2018-03", "2019-05-05"));
    }

    private async Task AddAsync(string type, string title, string occurredAt)
    {
        using var added = await server.PostAsync("/timeline/event", new { user_id = user, type, title, occurred_at = occurredAt });
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
    }
}
