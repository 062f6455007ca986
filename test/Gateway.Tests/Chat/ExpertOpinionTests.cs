using System.Net;

namespace MediAgents.Gateway.Tests.Chat;

public sealed class ExpertOpinionTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("cardiologist", "cardiologist")]
    [InlineData("cardiology", "cardiologist")]
    [InlineData("Orthopaedics", "orthopedist")]
    [InlineData("general", "general_physician")]
    public async Task The_specialist_named_answers_whatever_the_question_is_about(string specialty, string agent)
    {
        var reply = await RunningServer.JsonAsync(server.PostAsync("/expert-opinion/", new { user_id = "asha", specialty, question = "How is migraine treated?" }));

        var routed = reply.GetProperty("route").GetProperty("agents").EnumerateArray().ShouldHaveSingleItem();
        routed.GetProperty("kind").GetString().ShouldBe(agent);
        routed.GetProperty("reason").GetString().ShouldBe("asked for by name");
        reply.GetProperty("answer").GetProperty("agents").EnumerateArray().Select(kind => kind.GetString()).ShouldBe([agent]);
        reply.GetProperty("citations").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_red_flag_is_answered_first_here_too()
    {
        var reply = await RunningServer.JsonAsync(server.PostAsync(
            "/expert-opinion/",
            new { user_id = "asha", specialty = "orthopedist", question = "I have crushing chest pain and I am sweating" }));

        reply.GetProperty("answer").GetProperty("text").GetString()!.ShouldStartWith("Seek emergency care now", Case.Insensitive);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("astrologer")]
    [InlineData("aggregator")]
    public async Task A_specialty_that_nobody_has_is_named(string? specialty) =>
        await RunningServer.ShouldBeProblemAsync(
            server.PostAsync("/expert-opinion/", new { user_id = "asha", specialty, question = "What is gout?" }),
            HttpStatusCode.BadRequest,
            "specialty");

    [Fact]
    public async Task A_specialist_s_answer_stands_in_the_session_it_was_asked_in()
    {
        var first = await RunningServer.JsonAsync(server.PostAsync("/chat/", new { user_id = "asha", message = "What is gout?" }));
        var session = first.GetProperty("session_id").GetString();

        var second = await RunningServer.JsonAsync(server.PostAsync(
            "/expert-opinion/",
            new { user_id = "asha", specialty = "neurologist", question = "How is migraine treated?", session_id = session }));

        second.GetProperty("session_id").GetString().ShouldBe(session);
    }
}
