using System.Text.Json;

namespace MediAgents.Gateway.Tests.Models;

/// <summary>Each failure of a model, through each door: what the client is told, and what is stored of it.</summary>
public sealed class ModelFailureTests(FailingServer failing) : IClassFixture<FailingServer>
{
    private const string Question = "How is migraine treated?";
    private const string Line = "\n\n---\n\n";

    public static TheoryData<string> Failures { get; } = [.. ModelFailure.All.Keys];

    private RunningServer Product => failing.Modelled.Product;

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Over_chat_the_run_ends_once_with_an_answer_and_says_what_began_anew(string name)
    {
        await PlayAsync(name, async failure =>
        {
            var events = await Product.AskAsync("asha", Question);

            events.Select(one => one.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(id => (long)id));
            events.Count(one => one.Type == "answer.completed").ShouldBe(1);
            ShouldAnswer(failure, events[^1].Data.GetProperty("text").GetString()!);
            events.Count(one => one.Type == "agent.started").ShouldBe(failure.Spoke ? 2 : 1);
            var anew = events.ToList().FindLastIndex(one => one.Type == "agent.started");
            var said = string.Concat(events.Skip(anew).Where(one => one.Type == "agent.delta").Select(one => one.Data.GetProperty("text").GetString()));
            events[^1].Data.GetProperty("text").GetString()!.ShouldStartWith(said);
            StagesOf(events, "restart").ShouldBe(failure.Note is null ? 0 : 1);
            StagesOf(events, "tool").ShouldBe(failure.Tools);
            await ShouldBeStoredAsync(events[0].Json, events[^1].Data.GetProperty("text").GetString()!, events);
        });
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task In_the_openai_format_a_stream_ends_in_good_order_with_the_answer_behind_a_line_if_words_had_been_shown(string name)
    {
        await PlayAsync(name, async failure =>
        {
            using var response = await Product.PostAsync("/v1/chat/completions", Asking(stream: true));
            var lines = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line["data: ".Length..]).ToList();

            lines[^1].ShouldBe("[DONE]");
            var chunks = lines.SkipLast(1).Select(line => JsonElement.Parse(line)).ToList();
            var deltas = chunks.Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta"));
            var told = string.Concat(deltas.Select(delta => delta.TryGetProperty("content", out var piece) ? piece.GetString() : null)).Split(Line);
            told.Length.ShouldBe(failure.Spoke ? 2 : 1);
            if (failure.Spoke)
                told[0].ShouldStartWith("Rest in a");
            ShouldAnswer(failure, told[^1]);
            chunks[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString().ShouldBe("stop");
            await ShouldBeStoredAsync(chunks[0].GetProperty("mediagents"), told[^1]);
        });
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task In_the_openai_format_a_whole_answer_shows_nothing_of_what_was_said_before(string name)
    {
        await PlayAsync(name, async failure =>
        {
            var completion = await RunningServer.JsonAsync(Product.PostAsync("/v1/chat/completions", Asking(stream: false)));

            var text = completion.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
            ShouldAnswer(failure, text);
            text.ShouldNotContain("dark room. And");
            await ShouldBeStoredAsync(completion.GetProperty("mediagents"), text);
        });
    }

    /// <summary>Lets the model fail so, and counts how often it was asked.</summary>
    private async Task PlayAsync(string name, Func<ModelFailure, Task> ask)
    {
        var failure = ModelFailure.All[name];
        var model = failing.Modelled.Model;
        var before = model.Requests.Count;
        model.Next(failure.Replies[..^1]);
        model.Always(failure.Replies[^1]);
        await ask(failure);
        (model.Requests.Count - before).ShouldBe(failure.Requests);
    }

    private static void ShouldAnswer(ModelFailure failure, string text)
    {
        if (failure.Note is { } note)
        {
            text.ShouldContain(note);
            text.ShouldContain("[c1]");
            text.ShouldNotContain(ModelFailure.Answer);
        }
        else
        {
            text.ShouldStartWith(ModelFailure.Answer);
        }
    }

    private static int StagesOf(IReadOnlyList<SseEvent> events, string stage) =>
        events.Count(one => one.Type == "progress" && one.Data.GetProperty("stage").GetString() == stage);

    /// <summary>The run's log tells again what was told, and the session holds the question and one answer.</summary>
    private async Task ShouldBeStoredAsync(JsonElement ids, string answer, IReadOnlyList<SseEvent>? told = null)
    {
        var (run, session) = (ids.GetProperty("run_id").GetString(), ids.GetProperty("session_id").GetString());
        using var response = await Product.GetAsync($"/chat/runs/{run}/events?user_id=asha");
        var stored = await SseEvents.ReadAllAsync(response);
        stored[^1].Type.ShouldBe("answer.completed");
        stored[^1].Data.GetProperty("text").GetString().ShouldBe(answer);
        if (told is not null)
            stored.Select(one => one.Json.GetRawText()).ShouldBe(told.Select(one => one.Json.GetRawText()));

        List<JsonElement> messages = [];
        await Poll.UntilAsync(async () =>
        {
            var history = await RunningServer.JsonAsync(Product.GetAsync($"/chat/history?session_id={session}&user_id=asha"));
            messages = [.. history.GetProperty("messages").EnumerateArray()];
            return messages.Count > 1;
        });
        messages.Select(message => message.GetProperty("text").GetString()).ShouldBe([Question, answer]);
        messages[1].GetProperty("status").GetString().ShouldBe("completed");
    }

    private static object Asking(bool stream) => new { model = "mediagents", user = "asha", stream, messages = new[] { new { role = "user", content = Question } } };
}
