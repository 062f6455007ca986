using System.Net;
using System.Text;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Chat;

public sealed class ChatBadInputTests(RunningServer server) : IClassFixture<RunningServer>
{
    public static TheoryData<string, object, string> Invalid { get; } = new()
    {
        { "/chat/", new { message = "hello" }, "user_id" },
        { "/chat/", new { user_id = "", message = "hello" }, "user_id" },
        { "/chat/", new { user_id = new string('u', 300), message = "hello" }, "user_id" },
        { "/chat/", new { user_id = "a\u0001b", message = "hello" }, "user_id" },
        { "/chat/", new { user_id = "alice" }, "message" },
        { "/chat/", new { user_id = "alice", message = "" }, "message" },
        { "/chat/", new { user_id = "alice", message = " \n\t " }, "message" },
        { "/chat/", new { user_id = "alice", message = new string('x', 1001) }, "message" },
        { "/chat/", new { user_id = "alice", message = "a\u0000b" }, "message" },
        { "/chat/", new { user_id = "alice", message = 42 }, "message" },
        { "/chat/", new { user_id = 7, message = "hello" }, "user_id" },
        { "/chat/", new { user_id = "alice", message = "hello", stream = "yes" }, "stream" },
        { "/chat/", new { user_id = "alice", message = "hello", attachment = new { file_content = "%%%" } }, "attachment.file_content" },
        { "/chat/", new { user_id = "alice", message = "hello", attachment = new { file_content = "" } }, "attachment.file_content" },
        { "/chat/run", new { user_id = "alice", query = "" }, "query" },
        { "/chat/run", new { user_id = "alice", query = "gout", top_k = 0 }, "top_k" },
        { "/chat/run", new { user_id = "alice", query = "gout", top_k = -5 }, "top_k" },
        { "/chat/run", new { user_id = "alice", query = "gout", top_k = 51 }, "top_k" },
        { "/chat/run", new { user_id = "alice", query = "gout", similarity_threshold = 1.5 }, "similarity_threshold" },
        { "/chat/run", new { user_id = "alice", query = "gout", similarity_threshold = "high" }, "similarity_threshold" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task A_wrong_field_is_named(string path, object body, string field)
    {
        using var response = await server.PostAsync(path, body);

        await ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"user_id\":\"alice\",")]
    [InlineData("{\"user_id\":\"alice\",\"user_id\":\"bob\",\"message\":\"gout\"}")]
    public async Task A_body_that_is_no_object_is_a_problem(string body)
    {
        using var response = await server.PostRawAsync("/chat/", Encoding.UTF8.GetBytes(body));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Invalid_utf8_is_a_problem_that_names_the_field()
    {
        byte[] body = [.. "{\"user_id\":\"alice\",\"message\":\"caf"u8, 0xC3, 0x28, .. "\"}"u8];

        using var response = await server.PostRawAsync("/chat/", body);

        await ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "message");
    }

    [Fact]
    public async Task Ten_megabytes_of_text_are_too_long_a_message()
    {
        using var response = await server.PostAsync("/chat/", new { user_id = "alice", message = new string('x', 10_000_000) });

        await ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "message");
    }

    [Fact]
    public async Task More_than_the_limit_is_too_large()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/") { Content = new ByteArrayContent(new byte[80 * 1024 * 1024]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.ExpectContinue = true;

        using var response = await server.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("s_01JD3Z00000000000000000000")]
    [InlineData("s_' OR 1=1 --")]
    [InlineData("../../etc/passwd")]
    public async Task An_unknown_session_is_not_found(string session)
    {
        using var response = await server.PostAsync("/chat/", new { user_id = "alice", message = "What is gout?", session_id = session });

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Another_media_type_is_refused()
    {
        using var content = new StringContent("user_id=alice", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await server.Client.PostAsync(new Uri("/chat/", UriKind.Relative), content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_refused_request_leaves_nothing_behind()
    {
        var user = $"nobody-{Guid.NewGuid():N}";
        using var tooLong = await server.PostAsync("/chat/", new { user_id = user, message = new string('x', 2000) });
        using var unknown = await server.PostAsync("/chat/", new
        {
            user_id = user,
            message = "Audit this",
            session_id = "s_01JD3Z00000000000000000000",
            attachment = new { file_content = Convert.ToBase64String("ECG 100"u8) },
        });

        using var response = await server.Client.GetAsync(new Uri($"/chat/sessions?user_id={user}", UriKind.Relative));
        (await RunningServer.JsonAsync(response)).GetProperty("sessions").GetArrayLength().ShouldBe(0);
    }

    private static async Task ShouldBeProblemAsync(HttpResponseMessage response, HttpStatusCode status, string field)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(body);
        problem.GetProperty("field").GetString().ShouldBe(field);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }
}
