using System.ComponentModel.DataAnnotations;
using MediAgents.Models.Failures;
using MediAgents.Models.Structured;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Structured;

public sealed class StructuredAnswerTests : IAsyncLifetime
{
    private const string Right = """{"mode":"council","agents":["cardiologist","neurologist"],"certainty":0.8,"note":null}""";

    private ScriptedModels scripted = null!;

    public static TheoryData<string> Wrong { get; } =
    [
        "I think the cardiologist should answer.",
        "",
        "null",
        "[]",
        """{"mode":"council","agents":["cardiologist"]""",
        """{"mode":"council","certainty":0.8,"note":null}""",
        """{"mode":"council","agents":null,"certainty":0.8,"note":null}""",
        """{"mode":"parliament","agents":["cardiologist"],"certainty":0.8,"note":null}""",
        """{"mode":"council","agents":["cardiologist"],"certainty":"high","note":null}""",
        """{"mode":"council","agents":["cardiologist"],"certainty":1.8,"note":null}""",
        """{"mode":"council","agents":["cardiologist"],"certainty":0.8,"note":null,"extra":1}""",
        """{"mode":"council","mode":"single","agents":["cardiologist"],"certainty":0.8,"note":null}""",
        """{"Mode":"council","agents":["cardiologist"],"certainty":0.8,"note":null}""",
    ];

    public async Task InitializeAsync() => scripted = await ScriptedModels.StartAsync();

    public async Task DisposeAsync() => await scripted.DisposeAsync();

    [Fact]
    public async Task A_reply_of_the_schema_is_read()
    {
        scripted.Server.Next(Reply.Text(Right[..20], Right[20..]).WithUsage(40, 12));

        var answer = await scripted.Chat.AskAsync<Plan>(Conversations.Question);

        answer.Value.Mode.ShouldBe(PlanMode.Council);
        answer.Value.Agents.ShouldBe(["cardiologist", "neurologist"]);
        answer.WasRepaired.ShouldBeFalse();
        answer.Usage.OutputTokenCount.ShouldBe(12);
    }

    [Fact]
    public async Task The_schema_requires_everything_and_allows_nothing_else()
    {
        scripted.Server.Next(Reply.Text(Right));

        await scripted.Chat.AskAsync<Plan>(Conversations.Question);

        var schema = scripted.Server.Requests.Single().Body.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema");
        schema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ShouldBe(["mode", "agents", "certainty", "note"], ignoreOrder: true);
        schema.GetProperty("properties").GetProperty("mode").GetProperty("enum").EnumerateArray().Select(word => word.GetString()).ShouldBe(["single", "council"]);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_reply_is_repaired_once(string wrong)
    {
        scripted.Server.Next(Reply.Text(wrong).WithUsage(10, 5), Reply.Text(Right).WithUsage(20, 6));

        var answer = await scripted.Chat.AskAsync<Plan>(Conversations.Question);

        answer.WasRepaired.ShouldBeTrue();
        answer.Usage.InputTokenCount.ShouldBe(30);
        var repair = scripted.Server.Requests[1].Messages;
        repair.Count.ShouldBe(3);
        repair[1].GetProperty("role").GetString().ShouldBe("assistant");
        repair[2].GetProperty("content").ToString().ShouldContain("cannot be used");
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Wrong_twice_is_refused(string wrong)
    {
        scripted.Server.Always(Reply.Text(wrong));

        var failure = await Should.ThrowAsync<ModelException>(() => scripted.Chat.AskAsync<Plan>(Conversations.Question));

        failure.Code.ShouldBe(ModelFailures.BadReply);
        scripted.Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_callers_own_check_is_told_to_the_model()
    {
        scripted.Server.Next(Reply.Text(Right), Reply.Text(Right.Replace("council", "single", StringComparison.Ordinal)));

        var answer = await scripted.Chat.AskAsync<Plan>(Conversations.Question, check: plan => plan.Mode == PlanMode.Council ? "a council of two is no council." : null);

        answer.Value.Mode.ShouldBe(PlanMode.Single);
        scripted.Server.Requests[1].Messages[2].GetProperty("content").ToString().ShouldContain("a council of two is no council.");
    }

    [Fact]
    public async Task Fences_around_it_are_taken_off()
    {
        scripted.Server.Next(Reply.Text($"```json\n{Right}\n```"));

        (await scripted.Chat.AskAsync<Plan>(Conversations.Question)).WasRepaired.ShouldBeFalse();
    }

    [Fact]
    public async Task A_reply_that_was_cut_at_its_limit_is_not_repaired()
    {
        scripted.Server.Next(new Reply().Then(new Step.Delta(Right[..30]), new Step.Finish("length")));

        (await Should.ThrowAsync<ModelException>(() => scripted.Chat.AskAsync<Plan>(Conversations.Question))).Code.ShouldBe(ModelFailures.BadReply);

        scripted.Server.Requests.ShouldHaveSingleItem();
    }

    private enum PlanMode
    {
        Single,
        Council,
    }

    private sealed record Plan(PlanMode Mode, IReadOnlyList<string> Agents, [property: Range(0.0, 1.0)] double Certainty, string? Note);
}
