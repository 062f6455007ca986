using System.ClientModel;
using System.Net.Http.Json;
using System.Text.Json;
using MediAgents.ModelServer.Replies;
using MediAgents.Server.Settings;
using OpenAI;
using OpenAI.Chat;

namespace MediAgents.Gateway.Tests.Models;

public sealed class ModelAnswersTests : IAsyncLifetime
{
    private const string Question = "How is migraine treated?";

    private readonly ModelledServer server = new();

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_streamed_answer_is_the_models_with_the_sources_of_the_collection()
    {
        server.Model.Always(Reply.Text("Rest in a ", "dark room. [k1] ", "Painkillers help. [k2]").WithUsage(700, 12));

        var events = await server.Product.AskAsync("asha", Question);

        string.Concat(events.Where(one => one.Type == "agent.delta").Select(one => one.Data.GetProperty("text").GetString()))
            .ShouldBe("Rest in a dark room. [c1] Painkillers help. [c2]");
        events.Select(one => one.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(id => (long)id));
        var answer = events[^1].Data;
        answer.GetProperty("text").GetString()!.ShouldStartWith("Rest in a dark room. [c1] Painkillers help. [c2]");
        answer.GetProperty("usage").GetProperty("input_tokens").GetInt32().ShouldBe(700);
    }

    [Fact]
    public async Task A_piece_of_the_answer_arrives_while_the_model_still_writes()
    {
        server.Model.Next(Reply.HangsAfter("Rest in a "));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/")
        {
            Content = JsonContent.Create(new { user_id = "asha", message = Question, stream = true }),
        };
        using var response = await server.Product.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        await foreach (var one in SseEvents.ReadAsync(response))
        {
            if (one.Type != "agent.delta")
                continue;
            one.Data.GetProperty("text").GetString().ShouldBe("Rest in a");
            return;
        }

        Assert.Fail("The stream ended without the model's words.");
    }

    [Fact]
    public async Task An_openai_client_is_told_the_answer_as_it_is_written()
    {
        server.Model.Always(Reply.Text("Rest in a ", "dark room. [k1] ", "Painkillers help. [k2]").Paced(TimeSpan.FromMilliseconds(120)).WithUsage(700, 12));
        var client = new ChatClient(
            "mediagents",
            new ApiKeyCredential("none"),
            new OpenAIClientOptions { Endpoint = new Uri(server.Product.Client.BaseAddress!, "/v1") });

        var pieces = new List<string>();
        ChatTokenUsage? usage = null;
        await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage(Question)], new ChatCompletionOptions { EndUserId = "asha" }))
        {
            pieces.AddRange(update.ContentUpdate.Select(part => part.Text).Where(text => text.Length > 0));
            usage = update.Usage ?? usage;
        }

        pieces[0].ShouldBe("Rest in a");
        string.Concat(pieces).ShouldStartWith("Rest in a dark room. [c1] Painkillers help. [c2]\n\n");
        usage.ShouldNotBeNull().InputTokenCount.ShouldBe(700);
    }

    [Fact]
    public async Task An_openai_client_that_was_told_what_broke_off_gets_the_whole_answer_behind_a_line()
    {
        server.Model.Always(Reply.CutAfter("Rest in a ", "dark room. [k1] And ").Paced(TimeSpan.FromSeconds(1)));

        var chunks = await StreamAsync(new { model = "mediagents", stream = true, user = "asha", messages = new[] { new { role = "user", content = Question } } });

        var text = string.Concat(chunks.Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("content", out var piece) ? piece.GetString() : null));
        var (shown, answer) = (text.Split("\n\n---\n\n")[0], text.Split("\n\n---\n\n")[1]);
        shown.ShouldStartWith("Rest in a");
        answer.ShouldContain("The model broke off; passages of the references are quoted.");
        var last = chunks.Single(chunk => chunk.GetProperty("choices")[0].TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.String);
        var marks = last.GetProperty("choices")[0].GetProperty("delta").GetProperty("annotations").EnumerateArray().Select(one => one.GetProperty("url_citation")).ToList();
        marks.ShouldNotBeEmpty();
        marks.ShouldAllBe(mark => text.Substring(mark.GetProperty("start_index").GetInt32(), 2) == "[c");
    }

    [Fact]
    public async Task A_patient_for_local_models_only_is_unknown_to_the_remote_endpoint()
    {
        using var put = await server.Product.SendAsync(HttpMethod.Put, "/profile/", new { user_id = "ravi", name = "Ravi Rao", local_models_only = true });
        put.EnsureSuccessStatusCode();

        var events = await server.Product.AskAsync("ravi", Question);

        events[^1].Type.ShouldBe("answer.completed");
        events[^1].Data.GetProperty("text").GetString()!.ShouldContain("This record is for local models only");
        server.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Calls_of_models_are_among_the_metrics()
    {
        server.Model.Always(Reply.Text("Rest in a dark room. [k1]").WithUsage(700, 12));
        await server.Product.AskAsync("asha", Question);

        using var metrics = await server.Product.GetAsync("/metrics");

        var text = await metrics.Content.ReadAsStringAsync();
        text.ShouldContain("mediagents_model_calls_total{endpoint=\"openai\",model=\"gpt-4o-mini\",operation=\"chat\",outcome=\"completed\"} 1");
        text.ShouldContain("mediagents_model_tokens_total{");
    }

    [Theory]
    [InlineData("MODEL_RETRIES", "many")]
    [InlineData("AGENT_MODELS", "heart_doctor=gpt-4o")]
    public void A_wrong_setting_of_models_keeps_the_server_from_starting(string setting, string value)
    {
        var settings = SettingsFile.Load(new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", [setting] = value });

        Should.Throw<SettingException>(() => MediAgents.Server.ServerHost.Build(settings)).Name.ShouldBe(setting);
    }

    private async Task<List<JsonElement>> StreamAsync(object body)
    {
        using var response = await server.Product.PostAsync("/v1/chat/completions", body);
        response.EnsureSuccessStatusCode();
        var lines = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line["data: ".Length..]);
        return [.. lines.Where(line => line != "[DONE]").Select(line => JsonElement.Parse(line))];
    }
}
