using System.Net;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Chat;

public sealed class HistoryTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_session_keeps_questions_and_answers_in_order()
    {
        var first = await server.AskAsync("hanna", "What is gout?");
        var session = first[0].Json.GetProperty("session_id").GetString()!;
        await server.AskAsync("hanna", "What is osteoporosis?", session);

        var messages = await MessagesAsync(session, "hanna", expected: 4);

        messages.Select(message => message.GetProperty("role").GetString()).ShouldBe(["user", "assistant", "user", "assistant"], ignoreOrder: true);
        messages[0].GetProperty("text").GetString().ShouldBe("What is gout?");
        messages.Count(message => message.GetProperty("role").GetString() == "assistant" && message.GetProperty("status").GetString() == "completed").ShouldBe(2);
    }

    [Fact]
    public async Task Pages_join_to_the_whole()
    {
        var first = await server.AskAsync("pia", "What is gout?");
        var session = first[0].Json.GetProperty("session_id").GetString()!;
        await server.AskAsync("pia", "What is migraine?", session);
        var whole = await MessagesAsync(session, "pia", expected: 4);

        var pages = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/chat/history?session_id={session}&user_id=pia&limit=1&cursor={cursor}");
            pages.AddRange(page.GetProperty("messages").EnumerateArray());
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        pages.Select(message => message.GetRawText()).ShouldBe(whole.Select(message => message.GetRawText()));
    }

    [Fact]
    public async Task Sessions_are_listed_newest_first_and_only_ones_own()
    {
        var older = (await server.AskAsync("sara", "What is gout?"))[0].Json.GetProperty("session_id").GetString();
        var newer = (await server.AskAsync("sara", "What is migraine?"))[0].Json.GetProperty("session_id").GetString();
        await server.AskAsync("somebody-else", "What is asthma?");

        var sessions = (await GetAsync("/chat/sessions?user_id=sara")).GetProperty("sessions").EnumerateArray().ToList();

        sessions.Select(session => session.GetProperty("session_id").GetString()).ShouldBe([newer, older]);
        sessions[0].GetProperty("title").GetString().ShouldBe("What is migraine?");
    }

    [Fact]
    public async Task Another_users_session_is_not_there()
    {
        var session = (await server.AskAsync("tara", "What is gout?"))[0].Json.GetProperty("session_id").GetString();

        using var history = await server.Client.GetAsync(new Uri($"/chat/history?session_id={session}&user_id=mallory", UriKind.Relative));
        using var message = await server.PostAsync("/chat/", new { user_id = "mallory", message = "What is gout?", session_id = session });

        history.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        message.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>The answer enters the history a moment after the run has ended.</summary>
    private async Task<List<JsonElement>> MessagesAsync(string session, string user, int expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var page = await GetAsync($"/chat/history?session_id={session}&user_id={user}");
            var messages = page.GetProperty("messages").EnumerateArray().ToList();
            if (messages.Count >= expected)
                return messages;
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await RunningServer.JsonAsync(response);
    }
}
