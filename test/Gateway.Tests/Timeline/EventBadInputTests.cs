using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace MediAgents.Gateway.Tests.Timeline;

public sealed class EventBadInputTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Path = "/timeline/event";

    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "type", "null", "type" },
        { "type", "\"party\"", "type" },
        { "type", "3", "type" },
        { "type", "99", "type" },
        { "title", "null", "title" },
        { "title", "\"\"", "title" },
        { "title", "\" \\t \"", "title" },
        { "title", Quoted(201), "title" },
        { "title", "\"a\\u0000b\"", "title" },
        { "title", "\"\\ud800\"", "title" },
        { "title", "7", "title" },
        { "description", Quoted(4001), "description" },
        { "occurred_at", "null", "occurred_at" },
        { "occurred_at", "\"\"", "occurred_at" },
        { "occurred_at", "\"2023-02-29\"", "occurred_at" },
        { "occurred_at", "\"2023-13\"", "occurred_at" },
        { "occurred_at", "\"29.02.2024\"", "occurred_at" },
        { "occurred_at", "\"2024-02-29T10:00:00\"", "occurred_at" },
        { "occurred_at", "\"2024-02-29T10:00:00+15:00\"", "occurred_at" },
        { "occurred_at", "\"2024-02-29T25:00:00Z\"", "occurred_at" },
        { "occurred_at", "\"2024-02-29T10:00:00 Asia/Kolkata\"", "occurred_at" },
        { "occurred_at", "\"1899\"", "occurred_at" },
        { "occurred_at", "\"2200-01-01\"", "occurred_at" },
        { "occurred_at", "1700000000", "occurred_at" },
        { "occurred_at", "\"2120\"", "occurred_at" },
        { "ended_at", "\"2019\"", "ended_at" },
        { "code", "\"I10\"", "code" },
        { "code", """{"system":"icd-11","value":"I10"}""", "code.system" },
        { "code", """{"system":"icd-10-cm"}""", "code.value" },
        { "body_part", Quoted(101), "body_part" },
        { "specialty", Quoted(61), "specialty" },
        { "severity", "\"deadly\"", "severity" },
        { "source", Quoted(201), "source" },
        { "measurements", "{}", "measurements" },
        { "measurements", $"[{string.Join(',', Enumerable.Repeat("""{"name":"K"}""", 51))}]", "measurements" },
        { "measurements", "[null]", "measurements[0]" },
        { "measurements", """[{"value":4.1}]""", "measurements[0].name" },
        { "measurements", """[{"name":"K","value":"high"}]""", "measurements[0].value" },
        { "measurements", """[{"name":"K","value":1e400}]""", "measurements[0].value" },
        { "measurements", """[{"name":"K","value":4},{"name":"Na","value":140,"flag":"fine"}]""", "measurements[1].flag" },
        { "evidence", """{"document_id":"my mother's letter","quote":"q","start":0,"end":1,"confidence":1}""", "evidence.document_id" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_field_is_named(string field, string value, string named)
    {
        var body = JsonNode.Parse("""{"user_id":"alice","type":"note","title":"A note","occurred_at":"2020"}""")!.ToJsonString();
        var without = System.Text.RegularExpressions.Regex.Replace(body, $"\"{field}\":\"[^\"]*\",?", "").TrimEnd('}').TrimEnd(',');

        await RunningServer.ShouldBeProblemAsync(
            server.PostRawAsync(Path, Encoding.UTF8.GetBytes($"{without},\"{field}\":{value}}}")),
            HttpStatusCode.BadRequest,
            named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"user_id\":\"alice\",")]
    [InlineData("{\"user_id\":\"alice\",\"title\":\"a\",\"title\":\"b\",\"type\":\"note\",\"occurred_at\":\"2020\"}")]
    [InlineData("{\"user_id\":\"alice\",\"title\":\"a\",\"type\":\"note\",\"occurred_at\":\"2020\"} trailing")]
    public async Task A_body_that_is_no_object_is_a_problem(string body) =>
        await RunningServer.ShouldBeProblemAsync(server.PostRawAsync(Path, Encoding.UTF8.GetBytes(body)), HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_body_that_is_too_deep_is_a_problem()
    {
        var deep = $"{{\"user_id\":\"alice\",\"x\":{new string('[', 5000)}{new string(']', 5000)}}}";

        await RunningServer.ShouldBeProblemAsync(server.PostRawAsync(Path, Encoding.UTF8.GetBytes(deep)), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Invalid_utf8_is_a_problem_that_names_the_field()
    {
        byte[] body = [.. "{\"user_id\":\"alice\",\"title\":\"caf"u8, 0xC3, 0x28, .. "\"}"u8];

        await RunningServer.ShouldBeProblemAsync(server.PostRawAsync(Path, body), HttpStatusCode.BadRequest, "title");
    }

    [Fact]
    public async Task A_huge_body_is_too_large()
    {
        var body = Encoding.UTF8.GetBytes($"{{\"user_id\":\"alice\",\"title\":{Quoted(1_000_000)}}}");

        await RunningServer.ShouldBeProblemAsync(server.PostRawAsync(Path, body), HttpStatusCode.RequestEntityTooLarge, "body");
    }

    [Fact]
    public async Task Another_media_type_is_refused()
    {
        using var content = new StringContent("title=Gout", Encoding.UTF8, "application/x-www-form-urlencoded");

        await RunningServer.ShouldBeProblemAsync(server.Client.PostAsync(new Uri(Path, UriKind.Relative), content), HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("Robert'); DROP TABLE timeline_event;--")]
    [InlineData("\",\"status\":\"deleted\",\"x\":\"")]
    [InlineData("{\"$gt\":\"\"}")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("${jndi:ldap://x}\\u0022 %00 %n")]
    [InlineData("रक्तचाप 血圧 😀 \u202eabc")]
    public async Task What_looks_like_code_is_kept_verbatim(string text)
    {
        var user = $"patient-{Guid.NewGuid():N}";
        var body = new { user_id = user, type = "note", title = text, description = text, occurred_at = "2020", body_part = text, source = text };

        var added = await RunningServer.JsonAsync(server.PostAsync(Path, body), HttpStatusCode.Created);
        var page = await RunningServer.JsonAsync(server.GetAsync($"/timeline/?user_id={user}&body_part={Uri.EscapeDataString(text)}"));

        added.GetProperty("title").GetString().ShouldBe(text);
        var only = page.GetProperty("events").EnumerateArray().ShouldHaveSingleItem();
        foreach (var field in new[] { "title", "description", "body_part", "source" })
            only.GetProperty(field).GetString().ShouldBe(text);
    }

    [Fact]
    public async Task Text_is_kept_in_form_c()
    {
        var added = await RunningServer.JsonAsync(
            server.PostAsync(Path, new { user_id = "alice", type = "diagnosis", title = "Me\u0301nie\u0300re", occurred_at = "2020" }),
            HttpStatusCode.Created);

        added.GetProperty("title").GetString().ShouldBe("M\u00e9ni\u00e8re");
    }

    private static string Quoted(int length) => $"\"{new string('x', length)}\"";
}
