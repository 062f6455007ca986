using System.Text.Json;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.OpenAi;

public sealed class ToolCallTests : IAsyncLifetime
{
    private static readonly AIFunctionDeclaration Search = AIFunctionFactory.CreateDeclaration("search_knowledge", "Searches the collection.",
        JsonDocument.Parse("""{"type":"object","properties":{"query":{"type":"string"}},"required":["query"]}""").RootElement);

    private ScriptedModels scripted = null!;

    public async Task InitializeAsync() => scripted = await ScriptedModels.StartAsync();

    public async Task DisposeAsync() => await scripted.DisposeAsync();

    [Fact]
    public async Task Parallel_calls_are_put_together_from_alternating_fragments()
    {
        const string first = """{"query":"chest pain on effort, with \"quotes\" and ₹"}""";
        const string second = """{"from":"2025-01-01","types":["lab","ecg"],"limit":20}""";
        scripted.Server.Next(Reply.ToolCalls(("search_knowledge", first), ("patient_timeline", second)).WithUsage(30, 20));

        var whole = await scripted.Chat.GetResponseAsync(Conversations.Question, new ChatOptions { Tools = [Search] });

        var calls = whole.Messages.Single().Contents.OfType<FunctionCallContent>().ToList();
        calls.Select(call => (call.CallId, call.Name)).ShouldBe([("call_1", "search_knowledge"), ("call_2", "patient_timeline")]);
        JsonSerializer.Serialize(calls[0].Arguments).ShouldBe(Normal(first));
        JsonSerializer.Serialize(calls[1].Arguments).ShouldBe(Normal(second));
        calls.ShouldAllBe(call => call.Exception == null);
        whole.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        whole.Usage.ShouldNotBeNull().InputTokenCount.ShouldBe(30);
    }

    [Fact]
    public async Task Arguments_may_be_split_at_any_letter()
    {
        const string arguments = """{"a":"\u20b9 \"x\" – é","b":[1,2]}""";
        for (var at = 0; at <= arguments.Length; at++)
        {
            scripted.Server.Next(new Reply().Then(
                new Step.ToolFragment(0, "c", "search_knowledge", arguments[..at]),
                new Step.ToolFragment(0, null, null, arguments[at..]),
                new Step.Finish("tool_calls")));

            var call = (await scripted.Chat.StreamAsync()).SelectMany(update => update.Contents).OfType<FunctionCallContent>().Single();

            JsonSerializer.Serialize(call.Arguments).ShouldBe(Normal(arguments));
        }
    }

    [Fact]
    public async Task Calls_that_share_an_index_are_told_apart_by_their_ids()
    {
        scripted.Server.Next(new Reply().Then(
            new Step.ToolFragment(0, "one", "search_knowledge", """{"query":"a"}"""),
            new Step.ToolFragment(0, "two", "search_knowledge", """{"query":"b"}"""),
            new Step.Finish("stop")));

        var whole = await scripted.Chat.GetResponseAsync(Conversations.Question);

        whole.Messages.Single().Contents.OfType<FunctionCallContent>().Select(call => (call.CallId, call.Arguments!["query"]!.ToString())).ShouldBe([("one", "a"), ("two", "b")]);
        whole.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Theory]
    [InlineData("""{"query":""")]
    [InlineData("""["query"]""")]
    [InlineData("chest pain")]
    public async Task Arguments_that_are_no_object_are_told_with_the_call(string arguments)
    {
        scripted.Server.Next(Reply.ToolCalls(("search_knowledge", arguments)));

        var call = (await scripted.Chat.StreamAsync()).SelectMany(update => update.Contents).OfType<FunctionCallContent>().Single();

        call.Name.ShouldBe("search_knowledge");
        call.Exception.ShouldNotBeNull();
    }

    [Fact]
    public async Task Calls_and_results_of_the_conversation_are_sent_back()
    {
        scripted.Server.Next(Reply.Text("Found."));
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Angina?"),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "search_knowledge", new Dictionary<string, object?> { ["query"] = "angina" })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", new { found_count = 2 })]),
        ];

        await scripted.Chat.GetResponseAsync(messages, new ChatOptions { Tools = [Search], ToolMode = ChatToolMode.RequireSpecific("search_knowledge"), AllowMultipleToolCalls = false });

        var request = scripted.Server.Requests.Single();
        request.Tools.ShouldBe(["search_knowledge"]);
        request.Body.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters").GetProperty("required")[0].GetString().ShouldBe("query");
        request.Body.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString().ShouldBe("search_knowledge");
        request.Body.GetProperty("parallel_tool_calls").GetBoolean().ShouldBeFalse();
        var call = request.Messages[1].GetProperty("tool_calls")[0];
        call.GetProperty("id").GetString().ShouldBe("c1");
        call.GetProperty("function").GetProperty("arguments").GetString().ShouldBe("""{"query":"angina"}""");
        request.Messages[2].GetProperty("tool_call_id").GetString().ShouldBe("c1");
        request.Messages[2].GetProperty("content").ToString().ShouldContain("\"found_count\":2");
    }

    private static string Normal(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<Dictionary<string, object?>>(json));
}
