using System.Net;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Timeline;

public sealed class TimelinePageTests(RunningServer server) : IClassFixture<RunningServer>
{
    private readonly string user = $"patient-{Guid.NewGuid():N}";

    [Fact]
    public async Task Pages_show_every_event_once_in_order_whatever_is_written_meanwhile()
    {
        var years = Enumerable.Range(1990, 23).ToList();
        foreach (var year in years)
            await AddAsync($"Visit of {year}", year.ToString());

        var shown = new List<string>();
        string? cursor = null;
        do
        {
            var page = await PageAsync($"order=oldest_first&limit=5&cursor={cursor}");
            shown.AddRange(TitlesOf(page));
            cursor = page.TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
            await AddAsync("Written meanwhile", "1989");
            await AddAsync("Written meanwhile", "2025");
        }
        while (cursor is not null);

        shown.ShouldBe(years.Select(year => $"Visit of {year}"));
    }

    [Fact]
    public async Task The_newest_comes_first_unless_asked_otherwise()
    {
        await AddAsync("Middle", "2010");
        await AddAsync("Last", "2020-05-05");
        await AddAsync("First", "2000-01");

        TitlesOf(await PageAsync("")).ShouldBe(["Last", "Middle", "First"]);
        TitlesOf(await PageAsync("order=oldest_first")).ShouldBe(["First", "Middle", "Last"]);
        TitlesOf(await PageAsync("order=last_recorded_first")).ShouldBe(["First", "Last", "Middle"]);
        TitlesOf(await RunningServer.JsonAsync(server.GetAsync($"/events/?user_id={user}"))).ShouldBe(["First", "Last", "Middle"]);
    }

    [Theory]
    [InlineData("from=2010", "Middle,Last")]
    [InlineData("to=2010", "First,Middle")]
    [InlineData("from=2010-06&to=2010-06-15", "Middle")]
    [InlineData("from=2010-06-15T00:00:00%2B00:00&to=2010-06-15T00:00:01Z", "Middle")]
    [InlineData("from=2010-06-15T05:30:00+05:30", "Middle,Last")]
    [InlineData("to=2010-06-14", "First")]
    [InlineData("type=procedure", "Middle")]
    [InlineData("body_part=LEFT%20KNEE", "Middle")]
    [InlineData("code=icd-10-cm%7Cm17.12", "Middle")]
    [InlineData("code=icd-10-cm%7CM17.11", "")]
    [InlineData("document_id=d_01jd3z00000000000000000000", "")]
    [InlineData("status=confirmed", "First,Middle,Last")]
    [InlineData("status=rejected", "")]
    [InlineData("status=any&type=procedure&from=2011", "")]
    public async Task Filters_leave_what_they_name(string filter, string titles)
    {
        await AddAsync("First", "2000-01");
        await AddAsync("Last", "2020-05-05");
        await AddAsync("Middle", "2010-06-15", new Dictionary<string, object>
        {
            ["type"] = "procedure",
            ["body_part"] = "left knee",
            ["code"] = new { system = "icd-10-cm", value = "M17.12" },
        });

        TitlesOf(await PageAsync($"order=oldest_first&{filter}")).ShouldBe(titles.Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("cursor=%00", "cursor")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2023-02-29", "from")]
    [InlineData("from=2023-02-28T10:00:00", "from")]
    [InlineData("from=2023-02-28T10:00:00%2B25:00", "from")]
    [InlineData("to=1066", "to")]
    [InlineData("from=2020&to=2019", "to")]
    [InlineData("type=DROP%20TABLE", "type")]
    [InlineData("type=3", "type")]
    [InlineData("code=M17", "code")]
    [InlineData("status=gone", "status")]
    [InlineData("order=random", "order")]
    public async Task A_wrong_parameter_is_named(string parameters, string field) =>
        await RunningServer.ShouldBeProblemAsync(server.GetAsync($"/timeline/?user_id={user}&{parameters}"), HttpStatusCode.BadRequest, field);

    private Task<JsonElement> PageAsync(string parameters) => RunningServer.JsonAsync(server.GetAsync($"/timeline/?user_id={user}&{parameters}"));

    private async Task AddAsync(string title, string occurredAt, Dictionary<string, object>? more = null)
    {
        var body = new Dictionary<string, object>(more ?? [], StringComparer.Ordinal) { ["user_id"] = user, ["title"] = title, ["occurred_at"] = occurredAt };
        body.TryAdd("type", "encounter");
        using var response = await server.PostAsync("/timeline/event", body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static IEnumerable<string> TitlesOf(JsonElement page) =>
        page.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("title").GetString()!);
}
