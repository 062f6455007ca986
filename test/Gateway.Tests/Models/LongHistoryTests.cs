using System.IO.Compression;
using System.Text.Json;
using MediAgents.ModelServer;
using MediAgents.ModelServer.Replies;
using MediAgents.Models.Budgets;

namespace MediAgents.Gateway.Tests.Models;

/// <summary>
/// Clients of the OpenAI wire format send the whole conversation each time, however long it has become; sessions of this server
/// become long, too.
/// </summary>
public sealed class LongHistoryTests : IAsyncLifetime
{
    private const string Allergy = "I am allergic to penicillin, it gave me a rash.";
    private const string Summary = "The patient reports an allergy to penicillin.";
    private const string LastAnswer = "Migraine comes from nerves that are easily excited.";

    private readonly ModelledServer server = new();

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_history_of_200_000_tokens_reaches_the_model_as_a_summary_and_the_latest_turns()
    {
        server.Model.Answer(ReplyTo);

        var answer = await AskAsync(History(200_000), "How is it treated?");

        var (summing, answering) = (server.Model.Requests[0], server.Model.Requests[1]);
        server.Model.Requests.Count.ShouldBe(2);
        server.Model.Requests.ShouldAllBe(request => request.Messages.Sum(message => TokenEstimate.Of(message.GetProperty("content").GetString()!)) < 8_000);
        TextOf(summing).ShouldContain(Allergy);
        TextOf(answering).ShouldContain($"<earlier_conversation>\nSummary of the first ");
        TextOf(answering).ShouldContain(Summary);
        TextOf(answering).ShouldContain($"Answered: {LastAnswer}\n</earlier_conversation>\n<question>\nHow is it treated?");
        answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!.ShouldStartWith("Rest in a dark room. [c1]");
    }

    [Fact]
    public async Task The_summary_is_an_event_of_the_run_and_in_the_export_and_the_history_that_was_sent_is_not_kept()
    {
        server.Model.Answer(ReplyTo);

        var run = (await AskAsync(History(200_000), "How is it treated?")).GetProperty("mediagents");

        var events = await EventsAsync(run.GetProperty("run_id").GetString()!);
        var compacted = events.Single(one => one.Type == "progress").Data;
        compacted.GetProperty("stage").GetString().ShouldBe("compacted");
        compacted.GetProperty("done").GetInt32().ShouldBeGreaterThan(100);
        compacted.GetProperty("note").GetString()!.ShouldContain(Summary);
        var history = await RunningServer.JsonAsync(server.Product.GetAsync($"/chat/history?session_id={run.GetProperty("session_id").GetString()}&user_id=asha"));
        history.GetProperty("messages").EnumerateArray().Select(one => one.GetProperty("text").GetString()).First().ShouldBe("How is it treated?");
        var files = await ExportAsync();
        files.Where(file => file.Key.StartsWith("grains/compaction/")).ShouldHaveSingleItem().Value.ShouldContain(Summary);
        files.Values.ShouldAllBe(text => !text.Contains("Aside 7 of hour 3"));
    }

    [Fact]
    public async Task The_next_question_of_the_conversation_uses_the_same_summary()
    {
        server.Model.Answer(ReplyTo);
        var history = History(30_000);
        await AskAsync(history, "How is it treated?");

        await AskAsync([.. history, new("user", "How is it treated?"), new("assistant", "Rest in a dark room.")], "And how is it prevented?");

        server.Model.Requests.Count(IsForSummary).ShouldBe(1);
        TextOf(server.Model.Requests[^1]).ShouldContain(Summary);
        TextOf(server.Model.Requests[^1]).ShouldContain("Answered: Rest in a dark room.\n</earlier_conversation>");
    }

    [Fact]
    public async Task Without_an_answer_of_the_model_the_summary_is_of_the_conversations_own_sentences()
    {
        server.Model.Answer(request => IsForSummary(request) ? Reply.Error(500) : ReplyTo(request));

        var run = (await AskAsync(History(200_000), "How is it treated?")).GetProperty("mediagents");

        var note = (await EventsAsync(run.GetProperty("run_id").GetString()!)).Single(one => one.Type == "progress").Data.GetProperty("note").GetString()!;
        note.ShouldContain("as a summary of their own sentences: ");
        note.ShouldContain(Allergy);
        TextOf(server.Model.Requests[^1]).ShouldContain(Allergy);
    }

    [Fact]
    public async Task A_short_conversation_is_handed_on_with_its_answers()
    {
        server.Model.Answer(ReplyTo);

        await AskAsync([new("user", "What causes migraine?"), new("assistant", LastAnswer)], "How is it treated?");

        TextOf(server.Model.Requests.ShouldHaveSingleItem())
            .ShouldStartWith($"<earlier_conversation>\nAsked: What causes migraine?\nAnswered: {LastAnswer}\n</earlier_conversation>\n<question>");
    }

    [Fact]
    public async Task A_long_session_of_this_server_keeps_its_beginning_in_a_summary()
    {
        server.Model.Answer(ReplyTo);
        string? session = null;
        string? run = null;
        for (var hour = 0; hour < 25; hour++)
            (session, run) = await ChatAsync(session, hour == 0 ? $"{Allergy} How is migraine treated?" : $"{Asides(hour)} How is migraine treated?");

        var answering = TextOf(server.Model.Requests.Last(request => !IsForSummary(request)));
        answering.ShouldContain("<earlier_conversation>\nSummary of the first ");
        answering.ShouldContain(Summary);
        answering.ShouldContain("\nAnswered: ");
        answering.ShouldNotContain("Aside 7 of hour 3 ");
        server.Model.Requests.Count(IsForSummary).ShouldBeLessThan(5);
        TextOf(server.Model.Requests.First(IsForSummary)).ShouldContain(Allergy);
        (await EventsAsync(run!)).Single(one => one.Type == "progress").Data.GetProperty("stage").GetString().ShouldBe("compacted");
    }

    [Fact]
    public async Task In_a_short_session_the_model_reads_what_was_answered()
    {
        server.Model.Answer(ReplyTo);
        var (session, _) = await ChatAsync(null, "How is migraine treated?");

        await ChatAsync(session, "And how long does it take?");

        TextOf(server.Model.Requests[^1]).ShouldStartWith("<earlier_conversation>\nAsked: How is migraine treated?\nAnswered: Rest in a dark room.");
    }

    private async Task<(string Session, string Run)> ChatAsync(string? session, string message)
    {
        var reply = await RunningServer.JsonAsync(server.Product.PostAsync("/chat/", new { user_id = "asha", session_id = session, message, council = false }));
        await Poll.UntilAsync(async () =>
        {
            var history = await RunningServer.JsonAsync(server.Product.GetAsync($"/chat/history?session_id={reply.GetProperty("session_id").GetString()}&user_id=asha&limit=200"));
            return history.GetProperty("messages").EnumerateArray().Last().GetProperty("role").GetString() == "assistant";
        });
        return (reply.GetProperty("session_id").GetString()!, reply.GetProperty("run_id").GetString()!);
    }

    private static string Asides(int hour) => string.Join(' ', Enumerable.Range(0, 10).Select(i => $"Aside {i} of hour {hour} is about the weather and the way to the market."));

    private static Reply ReplyTo(RecordedRequest request) => IsForSummary(request) ? Reply.Text(Summary) : Reply.Text("Rest in a dark room. [k1]").WithUsage(700, 12);

    private static bool IsForSummary(RecordedRequest request) => TextOf(request).StartsWith("<conversation>");

    private static string TextOf(RecordedRequest request) => request.Messages[1].GetProperty("content").GetString()!;

    private static List<Message> History(int tokens)
    {
        var turns = new List<Message> { new("user", $"Hello. {Allergy}"), new("assistant", "Thank you for telling me.") };
        for (var length = 0; length < tokens;)
        {
            var hour = turns.Count / 2;
            Message[] exchange =
            [
                new("user", Asides(hour)),
                new("assistant", string.Join(' ', Enumerable.Range(0, 10).Select(i => $"Sentence {i} of answer {hour} goes on about rest, water and patience."))),
            ];
            turns.AddRange(exchange);
            length += exchange.Sum(one => TokenEstimate.Of(one.Content));
        }

        return [.. turns, new("user", "What causes migraine?"), new("assistant", LastAnswer)];
    }

    private Task<JsonElement> AskAsync(IEnumerable<Message> history, string question) => RunningServer.JsonAsync(server.Product.PostAsync(
        "/v1/chat/completions",
        new { model = "mediagents", user = "asha", messages = history.Append(new("user", question)).Select(one => new { role = one.Role, content = one.Content }) }));

    private async Task<IReadOnlyList<SseEvent>> EventsAsync(string run)
    {
        using var response = await server.Product.GetAsync($"/chat/runs/{run}/events?user_id=asha");
        return await SseEvents.ReadAllAsync(response);
    }

    private async Task<Dictionary<string, string>> ExportAsync()
    {
        using var response = await server.Product.GetAsync("/export/?user_id=asha");
        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync());
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }

    private sealed record Message(string Role, string Content);
}
