using System.Net;
using System.Text;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Documents;

public sealed class ExtractionTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Discharge = """
        RIVERBANK HOSPITAL
        DISCHARGE SUMMARY
        DOB: 01/01/1960
        Date of Admission: 10/03/2024      Date of Discharge: 14/03/2024
        Final Diagnosis: Acute pancreatitis
        No known drug allergies. Father had diabetes.
        Tab. Pantoprazole 40 mg 1-0-0 x 10 days
        """;

    [Fact]
    public async Task A_document_in_json_comes_back_as_proposals()
    {
        var reply = await ExtractAsync(new { user_id = "alice", file_content = Base64(Discharge), file_name = "summary.txt" });

        reply.GetProperty("extraction_id").GetString()!.ShouldStartWith("x_");
        reply.GetProperty("document_id").GetString()!.ShouldStartWith("d_");
        var proposals = reply.GetProperty("proposals").EnumerateArray().ToList();
        proposals.Select(one => $"{one.GetProperty("type")} {one.GetProperty("title")} {one.GetProperty("occurred_at")}").ShouldBe(
            ["encounter Hospital admission 2024-03-10", "diagnosis Pancreatitis 2024-03-14", "medication Pantoprazole 40 mg 2024-03-14"],
            ignoreOrder: true);
        proposals.ShouldAllBe(one => one.GetProperty("id").GetString()!.StartsWith("e_"));
        reply.GetProperty("counts").GetProperty("medication").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_form_and_the_stored_document_propose_the_same_once()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("bert"), "user_id" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(Discharge)), "file", "summary.txt" },
        };
        using var posted = await server.Client.PostAsync(new Uri("/timeline/extract", UriKind.Relative), form);
        var first = await RunningServer.JsonAsync(posted);
        posted.StatusCode.ShouldBe(HttpStatusCode.OK, first.GetRawText());

        var second = await ExtractAsync(new { user_id = "bert", document_id = first.GetProperty("document_id").GetString() });

        first.GetProperty("added").GetInt32().ShouldBe(3);
        second.GetProperty("added").GetInt32().ShouldBe(0);
        second.GetProperty("proposals").GetRawText().ShouldBe(first.GetProperty("proposals").GetRawText());
    }

    [Fact]
    public async Task Another_users_extraction_and_document_are_not_found()
    {
        var reply = await ExtractAsync(new { user_id = "cora", file_content = Base64(Discharge) });
        var path = $"/timeline/extract/{reply.GetProperty("extraction_id").GetString()}";

        using var own = await server.Client.GetAsync(new Uri($"{path}?user_id=cora", UriKind.Relative));
        using var anothers = await server.Client.GetAsync(new Uri($"{path}?user_id=mallory", UriKind.Relative));
        using var document = await server.PostAsync("/timeline/extract", new { user_id = "mallory", document_id = reply.GetProperty("document_id").GetString() });
        using var none = await server.PostAsync("/timeline/extract", new { user_id = "mallory", document_id = "d_" + new string('0', 26) });

        (await RunningServer.JsonAsync(own)).GetRawText().ShouldBe(reply.GetRawText());
        anothers.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        document.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await document.Content.ReadAsStringAsync()).ShouldBe(await none.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_letter_without_events_proposes_none()
    {
        var reply = await ExtractAsync(new { user_id = "dora", file_content = Base64("Dear doctor, thank you for everything. Yours, a patient.") });

        reply.GetProperty("proposals").GetArrayLength().ShouldBe(0);
        reply.GetProperty("added").GetInt32().ShouldBe(0);
    }

    public static TheoryData<object, HttpStatusCode, string?> Bad { get; } = new()
    {
        { new { user_id = "alice" }, HttpStatusCode.BadRequest, "file_content" },
        { new { user_id = "alice", file_content = "not base64!" }, HttpStatusCode.BadRequest, "file_content" },
        { new { user_id = "alice", file_content = Convert.ToBase64String(new byte[] { 0, 1, 2, 3 }) }, HttpStatusCode.BadRequest, "file_content" },
        { new { user_id = "alice", file_content = Base64(Discharge), document_id = "d_1" }, HttpStatusCode.BadRequest, "document_id" },
        { new { user_id = "alice", document_id = "../../etc/passwd" }, HttpStatusCode.NotFound, null },
        { new { user_id = "alice", document_id = 12 }, HttpStatusCode.BadRequest, "document_id" },
        { new { file_content = Base64(Discharge) }, HttpStatusCode.BadRequest, "user_id" },
        { new { user_id = "alice", file_content = Base64(Discharge), language = "klingon" }, HttpStatusCode.BadRequest, "language" },
        { new { user_id = "alice", file_content = Base64("  ") }, HttpStatusCode.UnprocessableEntity, "file_content" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_input_is_a_problem_that_names_the_field(object body, HttpStatusCode status, string? field)
    {
        using var response = await server.PostAsync("/timeline/extract", body);

        var problem = await RunningServer.JsonAsync(response);
        response.StatusCode.ShouldBe(status);
        (problem.TryGetProperty("field", out var named) ? named.GetString() : null).ShouldBe(field);
    }

    [Theory]
    [InlineData("x_1")]
    [InlineData("a_01M7VR3YGH2S6Q0D6X4B9W8K7T")]
    [InlineData("x_01M7VR3YGH2S6Q0D6X4B9W8K7T")]
    public async Task An_extraction_that_is_not_there_is_not_found(string id)
    {
        using var response = await server.Client.GetAsync(new Uri($"/timeline/extract/{id}?user_id=alice", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<JsonElement> ExtractAsync(object body)
    {
        using var response = await server.PostAsync("/timeline/extract", body);
        var json = await RunningServer.JsonAsync(response);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, json.GetRawText());
        return json;
    }
}
