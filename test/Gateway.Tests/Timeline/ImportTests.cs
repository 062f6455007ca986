using System.Net;
using System.Text;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Timeline;

public sealed class ImportTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Lines = "application/x-ndjson";
    private const string Table = "text/csv";

    private readonly string user = $"patient-{Guid.NewGuid():N}";

    [Fact]
    public async Task Good_rows_go_in_and_bad_ones_are_listed()
    {
        var rows = """
            {"type":"note","title":"First","occurred_at":"2020"}
            {"type":"note","title":"","occurred_at":"2020"}
            {"type":"note","title":"Third","occurred_at":"2020-02-30"}
            not json

            {"type":"note","title":"Sixth","occurred_at":"2021"}
            """;

        var reply = await ImportAsync(Lines, rows);

        reply.GetProperty("imported").GetInt32().ShouldBe(2);
        reply.GetProperty("rejected").GetInt32().ShouldBe(3);
        reply.GetProperty("problems").EnumerateArray().Select(problem => (problem.GetProperty("line").GetInt32(), FieldOf(problem)))
            .ShouldBe([(2, "title"), (3, "occurred_at"), (4, "")]);
        (await TitlesAsync()).ShouldBe(["Sixth", "First"]);
    }

    [Fact]
    public async Task A_table_is_read_by_the_names_in_its_first_row()
    {
        var table = "title,type,occurred_at,description\n\"Gout, left foot\",diagnosis,2019-03,\"said \"\"ouch\"\"\nover two lines\"\nBad,party,2019,\n";

        var reply = await ImportAsync(Table, table);

        reply.GetProperty("imported").GetInt32().ShouldBe(1);
        FieldOf(reply.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem()).ShouldBe("type");
        (await TitlesAsync()).ShouldBe(["Gout, left foot"]);
    }

    [Fact]
    public async Task The_same_import_with_the_same_key_changes_nothing()
    {
        var rows = Rows(1_200, bad: 100);
        var first = await ImportAsync(Lines, rows, "import-1");
        var again = await ImportAsync(Lines, rows, "import-1");

        again.GetRawText().ShouldBe(first.GetRawText());
        first.GetProperty("imported").GetInt32().ShouldBe(1_188);
        (await CountAsync()).ShouldBe(1_188);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    [InlineData(1_199)]
    public async Task Another_import_with_the_same_key_is_refused_and_nothing_of_it_goes_in(int changed)
    {
        var rows = Rows(1_200, bad: 0);
        await ImportAsync(Lines, rows, "import-2");
        var others = rows.Split('\n');
        others[changed] = """{"type":"note","title":"Changed","occurred_at":"2020"}""";

        await RunningServer.ShouldBeProblemAsync(PostAsync(Lines, string.Join('\n', others), "import-2"), HttpStatusCode.UnprocessableEntity, "Idempotency-Key");
        await RunningServer.ShouldBeProblemAsync(PostAsync(Lines, Rows(1_000, bad: 0), "import-2"), HttpStatusCode.UnprocessableEntity, "Idempotency-Key");
        await RunningServer.ShouldBeProblemAsync(PostAsync(Lines, Rows(1_500, bad: 0), "import-2"), HttpStatusCode.UnprocessableEntity, "Idempotency-Key");
        (await CountAsync()).ShouldBe(1_200);
    }

    [Fact]
    public async Task Of_many_bad_rows_all_are_counted_and_a_thousand_listed()
    {
        var reply = await ImportAsync(Lines, string.Join('\n', Enumerable.Repeat("{}", 1_500)));

        reply.GetProperty("rejected").GetInt32().ShouldBe(1_500);
        reply.GetProperty("problems").GetArrayLength().ShouldBe(1_000);
    }

    [Fact]
    public async Task Another_media_type_is_refused() =>
        await RunningServer.ShouldBeProblemAsync(PostAsync("application/json", "[]"), HttpStatusCode.UnsupportedMediaType);

    private static string Rows(int count, int bad) => string.Join('\n', Enumerable.Range(0, count).Select(row =>
        bad > 0 && row % bad == 0 ? """{"type":"note"}""" : $$"""{"type":"note","title":"Row {{row}}","occurred_at":"2020-01-01"}"""));

    private static string? FieldOf(JsonElement problem) => problem.GetProperty("field").GetString();

    private Task<JsonElement> ImportAsync(string mediaType, string rows, string? key = null) => RunningServer.JsonAsync(PostAsync(mediaType, rows, key));

    private async Task<HttpResponseMessage> PostAsync(string mediaType, string rows, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/timeline/import?user_id={user}") { Content = new StringContent(rows, Encoding.UTF8, mediaType) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await server.Client.SendAsync(request);
    }

    private async Task<IEnumerable<string?>> TitlesAsync() =>
        (await RunningServer.JsonAsync(server.GetAsync($"/timeline/?user_id={user}"))).GetProperty("events").EnumerateArray()
            .Select(one => one.GetProperty("title").GetString());

    private async Task<int> CountAsync()
    {
        var count = 0;
        for (string? cursor = null, more = ""; more is not null; cursor = more)
        {
            var page = await RunningServer.JsonAsync(server.GetAsync($"/events/?user_id={user}&limit=200&cursor={cursor}"));
            count += page.GetProperty("events").GetArrayLength();
            more = page.TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }

        return count;
    }
}
