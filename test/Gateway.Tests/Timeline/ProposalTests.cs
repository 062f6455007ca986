using System.Net;
using System.Text.Json;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Identity;
using MediAgents.Records.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Tests.Timeline;

public sealed class ProposalTests(RunningServer server) : IClassFixture<RunningServer>
{
    private readonly string user = $"patient-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_proposal_is_no_part_of_the_timeline_until_it_is_confirmed()
    {
        var id = await ProposeAsync();
        (await TitlesAsync("/timeline/")).ShouldBeEmpty();
        (await TitlesAsync("/timeline/proposals")).ShouldBe(["Gout"]);
        (await TitlesAsync("/events/")).ShouldBe(["Gout"]);

        var confirmed = await RunningServer.JsonAsync(DecideAsync(id, "confirm", "\"1\""));

        confirmed.GetProperty("status").GetString().ShouldBe("confirmed");
        confirmed.GetProperty("evidence").GetProperty("quote").GetString().ShouldBe("Diagnosis: gout");
        (await TitlesAsync("/timeline/")).ShouldBe(["Gout"]);
        (await TitlesAsync("/timeline/proposals")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rejected_proposal_is_kept_apart()
    {
        var id = await ProposeAsync();

        var rejected = await RunningServer.JsonAsync(DecideAsync(id, "reject", "*"));

        rejected.GetProperty("status").GetString().ShouldBe("rejected");
        (await TitlesAsync("/timeline/")).ShouldBeEmpty();
        (await TitlesAsync("/timeline/proposals")).ShouldBeEmpty();
        (await TitlesAsync("/timeline/?status=rejected")).ShouldBe(["Gout"]);
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("reject")]
    public async Task Only_a_proposal_is_decided_on(string decision)
    {
        var id = await ProposeAsync();
        using var first = await DecideAsync(id, "confirm", "\"1\"");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);

        await RunningServer.ShouldBeProblemAsync(DecideAsync(id, decision, "\"2\""), HttpStatusCode.Conflict);
        await RunningServer.ShouldBeProblemAsync(DecideAsync(id, decision, "\"1\""), HttpStatusCode.PreconditionFailed);
        await RunningServer.ShouldBeProblemAsync(DecideAsync(id, decision, ifMatch: null), HttpStatusCode.PreconditionRequired);
    }

    [Fact]
    public async Task A_repeated_decision_answers_as_the_first_whatever_came_between()
    {
        var id = await ProposeAsync();
        var first = await RunningServer.JsonAsync(DecideAsync(id, "confirm", "*", key: "decision-1"));
        using var deleted = await server.SendAsync(HttpMethod.Delete, $"/timeline/event/{id}?user_id={user}", body: null, ("If-Match", "*"));
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var again = await RunningServer.JsonAsync(DecideAsync(id, "confirm", "*", key: "decision-1"));

        JsonElement.DeepEquals(again, first).ShouldBeTrue();
        await RunningServer.ShouldBeProblemAsync(DecideAsync(id, "confirm", "\"1\"", key: "decision-1"), HttpStatusCode.UnprocessableEntity, "Idempotency-Key");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"2\", \"3\"")]
    public async Task A_decision_on_whichever_version_is_repeated_as_it_was_made(string ifMatch)
    {
        var id = await ProposeAsync();
        await RenameAsync(id, "Gout of the toe");
        await RenameAsync(id, "Gout of the big toe");
        var first = await RunningServer.JsonAsync(DecideAsync(id, "confirm", ifMatch, key: "decision-2"));
        await RenameAsync(id, "Podagra");

        var again = await RunningServer.JsonAsync(DecideAsync(id, "confirm", ifMatch, key: "decision-2"));

        JsonElement.DeepEquals(again, first).ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("\"2\", \"3\"")]
    public async Task A_refused_decision_is_not_remembered(string ifMatch)
    {
        var id = await ProposeAsync();
        await RunningServer.ShouldBeProblemAsync(DecideAsync(id, "confirm", ifMatch, key: "early"), HttpStatusCode.PreconditionFailed);
        await RenameAsync(id, "Podagra");

        var decided = await RunningServer.JsonAsync(DecideAsync(id, "confirm", ifMatch, key: "early"));

        decided.GetProperty("version").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_refused_decision_is_not_taken_for_the_one_that_somebody_else_made()
    {
        var id = await ProposeAsync();
        await RunningServer.ShouldBeProblemAsync(DecideAsync(id, "confirm", "\"2\"", key: "refused"), HttpStatusCode.PreconditionFailed);
        await RenameAsync(id, "Podagra");
        await RunningServer.JsonAsync(DecideAsync(id, "confirm", "\"2\"", key: "other"));

        await RunningServer.ShouldBeProblemAsync(DecideAsync(id, "confirm", "\"2\"", key: "refused"), HttpStatusCode.PreconditionFailed);
    }

    private Task RenameAsync(string id, string title) => RunningServer.JsonAsync(
        server.SendAsync(HttpMethod.Put, $"/timeline/event/{id}", new { user_id = user, type = "diagnosis", title, occurred_at = "2020" }, ("If-Match", "*")));

    private async Task<string> ProposeAsync()
    {
        var scope = server.Services.GetRequiredService<UserHasher>().Hash(user).Scope();
        var id = SortableId.New("e_", TimeProvider.System);
        var content = new EventContent
        {
            Type = EventType.Diagnosis,
            Title = "Gout",
            OccurredAt = EventTime.Parse("2020"),
            Evidence = new EventEvidence("d_01jd3z00000000000000000000", 1, "Diagnosis: gout", 0, 15, 0.9),
        };
        await server.Services.GetRequiredService<ITimelineStore>().AddAsync(scope, new EventAddition(id, content, EventStatus.Proposed), key: null);
        return id;
    }

    private Task<HttpResponseMessage> DecideAsync(string id, string decision, string? ifMatch, string? key = null) =>
        server.SendAsync(HttpMethod.Post, $"/timeline/event/{id}/{decision}?user_id={user}", body: null, ("If-Match", ifMatch), ("Idempotency-Key", key));

    private async Task<IEnumerable<string?>> TitlesAsync(string path)
    {
        var page = await RunningServer.JsonAsync(server.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}user_id={user}"));
        return page.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("title").GetString());
    }
}
