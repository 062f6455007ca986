using System.Net;
using System.Text.Json;
using MediAgents.Contract.Storage;
using MediAgents.Documents.Printing;
using MediAgents.Documents.Processes;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Identity;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Tests.Reports;

public sealed class ReportsTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static int users;

    private readonly string user = $"reader-{Interlocked.Increment(ref users)}";

    [Fact]
    public async Task A_report_is_drafted_read_again_and_listed()
    {
        await SeedAsync();

        using var response = await server.PostAsync("/reports/", new { user_id = user, title = "Before surgery" });
        var created = await RunningServer.JsonAsync(response);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = created.GetProperty("report_id").GetString()!;
        response.Headers.Location!.ToString().ShouldBe($"/reports/{id}");
        id.ShouldStartWith("rep_");
        created.GetProperty("version").GetProperty("number").GetInt32().ShouldBe(1);
        created.GetProperty("version").GetProperty("model").GetString().ShouldBe("extractive");
        created.GetProperty("inputs").GetProperty("events").GetArrayLength().ShouldBe(5);
        Statements(created, "problems")[0].GetProperty("sources")[0].GetProperty("version").GetInt32().ShouldBe(1);
        Statements(created, "recommendations").ShouldContain(statement => statement.GetProperty("rule").GetProperty("name").GetString() == "lab_out_of_range");

        var again = await GetAsync($"/reports/{id}");
        again.GetProperty("report").GetRawText().ShouldBe(created.GetProperty("report").GetRawText());
        var listed = (await GetAsync("/reports/")).GetProperty("reports")[0];
        listed.GetProperty("title").GetString().ShouldBe("Before surgery");
        listed.GetProperty("latest").GetProperty("number").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Drafting_again_says_that_nothing_changed_or_what_did()
    {
        await SeedAsync();
        var id = await DraftAsync();

        using var unchanged = await server.PostAsync($"/reports/{id}/versions", new { user_id = user });
        unchanged.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RunningServer.JsonAsync(unchanged)).GetProperty("unchanged").GetBoolean().ShouldBeTrue();

        await AddAsync(EventType.LabResult, "2026-11-01", "HbA1c", content => content with { Measurements = [new Measurement("HbA1c", 5.5m, null, "%", 4m, 5.6m)] });
        using var changed = await server.PostAsync($"/reports/{id}/versions", new { user_id = user });
        changed.StatusCode.ShouldBe(HttpStatusCode.Created);

        var diff = await GetAsync($"/reports/{id}/diff?from=1&to=2");
        Section(diff, "labs").GetProperty("changed").GetArrayLength().ShouldBe(1);
        Section(diff, "recommendations").GetProperty("removed").EnumerateArray()
            .ShouldContain(statement => statement.GetProperty("rule").GetProperty("name").GetString() == "lab_out_of_range");
        Section(diff, "timeline").GetProperty("added").GetArrayLength().ShouldBe(1);
        (await GetAsync($"/reports/{id}/diff")).GetRawText().ShouldBe(diff.GetRawText());
        (await GetAsync($"/reports/{id}/versions")).GetProperty("versions").GetArrayLength().ShouldBe(2);
        (await GetAsync($"/reports/{id}?version=1")).GetProperty("version").GetProperty("number").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_question_is_answered_with_citations_or_refused_with_what_is_missing()
    {
        await SeedAsync();
        var id = await DraftAsync();

        var answer = await AskAsync(id, "What was the last HbA1c?");
        var refusal = await AskAsync(id, "What was the last TSH?");

        answer.GetProperty("text").GetString().ShouldBe("Latest: HbA1c was 8.1 % on 2026-05-01 (high, reference 4–5.6).");
        answer.GetProperty("citations")[0].GetProperty("sources")[0].GetProperty("kind").GetString().ShouldBe("event");
        answer.GetProperty("level").GetString().ShouldBe("high");
        refusal.GetProperty("level").GetString().ShouldBe("refused");
        refusal.GetProperty("missing").GetString().ShouldBe("The report has no value of “tsh”.");
    }

    [Fact]
    public async Task The_page_escapes_what_the_record_says_and_lets_nothing_run_or_load()
    {
        await server.Services.GetRequiredService<IProfileStore>().PutAsync(Scope, new PatientProfile { Name = "<script>alert(1)</script> ரவி \" onload=x" }, 0);
        await AddAsync(EventType.Note, "2026-01-01", "</style><img src=http://192.0.2.1/>", content => content with { Description = "url(http://192.0.2.1/) style=x \u0000\uFFFE" });
        var id = await DraftAsync();

        using var response = await server.Client.GetAsync(Path($"/reports/{id}/html"));
        var html = await response.Content.ReadAsStringAsync();

        response.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; style-src 'unsafe-inline'"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; ரவி");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
        html.Split("</style>").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_pdf_is_printed_or_the_caller_told_what_to_install()
    {
        await SeedAsync();
        var id = await DraftAsync();

        using var response = await server.Client.GetAsync(Path($"/reports/{id}/pdf"));

        if (ChildProcess.IsInstalled(PdfPrinter.Program))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsByteArrayAsync()).AsSpan().StartsWith("%PDF-"u8).ShouldBeTrue();
        }
        else
        {
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await RunningServer.JsonAsync(response)).GetProperty("detail").GetString()!.ShouldContain("weasyprint");
        }
    }

    [Fact]
    public async Task Another_users_report_is_as_one_that_does_not_exist()
    {
        await SeedAsync();
        var id = await DraftAsync();

        foreach (var path in new[] { "", "/versions", "/diff", "/html", "/pdf" })
        {
            using var anothers = await server.Client.GetAsync(new Uri($"/reports/{id}{path}?user_id=mallory", UriKind.Relative));
            using var missing = await server.Client.GetAsync(new Uri($"/reports/rep_01JD3ZZZZZZZZZZZZZZZZZZZZZ{path}?user_id=mallory", UriKind.Relative));
            using var malformed = await server.Client.GetAsync(new Uri($"/reports/x{path}?user_id=mallory", UriKind.Relative));
            anothers.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            var body = await anothers.Content.ReadAsStringAsync();
            (await missing.Content.ReadAsStringAsync()).ShouldBe(body);
            (await malformed.Content.ReadAsStringAsync()).ShouldBe(body);
        }

        using var versions = await server.PostAsync($"/reports/{id}/versions", new { user_id = "mallory" });
        using var ask = await server.PostAsync($"/reports/{id}/ask", new { user_id = "mallory", question = "Which problems?" });
        versions.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ask.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_repeated_key_gives_the_same_report_and_another_body_is_refused()
    {
        await SeedAsync();

        var first = await KeyedAsync("k-1", new { user_id = user });
        var second = await KeyedAsync("k-1", new { user_id = user });
        var other = await KeyedAsync("k-1", new { user_id = user, title = "Another" });

        second.Body.GetProperty("report_id").GetString().ShouldBe(first.Body.GetProperty("report_id").GetString());
        (await GetAsync("/reports/")).GetProperty("reports").GetArrayLength().ShouldBe(1);
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Each_look_stands_in_the_audit_trail_with_no_words_of_the_patient()
    {
        await SeedAsync();
        var id = await DraftAsync();
        await GetAsync($"/reports/{id}");
        await AskAsync(id, "What was the last HbA1c?");

        var actions = new List<(string Action, string? Subject)>();
        await foreach (var entry in server.Services.GetRequiredService<IAuditTrail>().ReadAsync(new TrailFilter(Patient: Scope.Patient)))
            actions.Add((entry.Access.Action, entry.Access.Subject));

        actions.ShouldContain(("report.draft", id));
        actions.ShouldContain(("report.read", null));
        actions.ShouldContain(("report.read", id));
        actions.ShouldContain(("report.ask", id));
    }

    public static TheoryData<string, object, string> Bad { get; } = new()
    {
        { "/reports/", new { }, "user_id" },
        { "/reports/", new { user_id = "a", title = new string('t', 201) }, "title" },
        { "/reports/", new { user_id = "a", title = "two\nlines" }, "title" },
        { "/reports/", new { user_id = "a", from = "yesterday" }, "from" },
        { "/reports/", new { user_id = "a", to = "2025-02-30" }, "to" },
        { "/reports/", new { user_id = "a", from = "2025", to = "2024-12" }, "to" },
        { "/reports/", new { user_id = "a", title = 7 }, "title" },
        { "/reports/rep_01JD3ZZZZZZZZZZZZZZZZZZZZZ/ask", new { user_id = "a" }, "question" },
        { "/reports/rep_01JD3ZZZZZZZZZZZZZZZZZZZZZ/ask", new { user_id = "a", question = new string('q', 1001) }, "question" },
        { "/reports/rep_01JD3ZZZZZZZZZZZZZZZZZZZZZ/ask", new { user_id = "a", question = "q", version = 0 }, "version" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_input_is_a_problem_that_names_the_field(string path, object body, string field)
    {
        using var response = await server.PostAsync(path, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RunningServer.JsonAsync(response)).GetProperty("field").GetString().ShouldBe(field);
    }

    [Theory]
    [InlineData("/reports/?limit=0", "limit")]
    [InlineData("/reports/?limit=201", "limit")]
    [InlineData("/reports/?cursor=x", "cursor")]
    [InlineData("/reports/rep_01JD3ZZZZZZZZZZZZZZZZZZZZZ?version=one", "version")]
    [InlineData("/reports/rep_01JD3ZZZZZZZZZZZZZZZZZZZZZ/diff?from=-1", "from")]
    public async Task Bad_numbers_are_problems_that_name_the_field(string path, string field)
    {
        using var response = await server.Client.GetAsync(Path(path));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RunningServer.JsonAsync(response)).GetProperty("field").GetString().ShouldBe(field);
    }

    private PatientScope Scope => server.Services.GetRequiredService<UserHasher>().TryHash(user, out var patient, out _)
        ? patient.Scope()
        : throw new InvalidOperationException("The test's user id is malformed.");

    private async Task SeedAsync()
    {
        await server.Services.GetRequiredService<IProfileStore>().PutAsync(
            Scope, new PatientProfile { Name = "सुनीता", DateOfBirth = new DateOnly(1970, 1, 2), Sex = "female", Allergies = [new ProfileAllergy("Penicillin")] }, 0);
        await AddAsync(EventType.Diagnosis, "2020-01", "Type 2 diabetes mellitus");
        await AddAsync(EventType.Medication, "2025-01-01", "Metformin 500 mg");
        await AddAsync(EventType.LabResult, "2025-05-01", "HbA1c", content => content with { Measurements = [new Measurement("HbA1c", 7.4m, null, "%", 4m, 5.6m)] });
        await AddAsync(EventType.LabResult, "2026-05-01", "HbA1c", content => content with { Measurements = [new Measurement("HbA1c", 8.1m, null, "%", 4m, 5.6m)] });
        await AddAsync(EventType.Encounter, "2026-05-02", "Clinic visit");
    }

    private async Task AddAsync(EventType type, string day, string title, Func<EventContent, EventContent>? with = null)
    {
        var content = new EventContent { Type = type, Title = title, OccurredAt = EventTime.Parse(day) };
        await server.Services.GetRequiredService<ITimelineStore>().AddAsync(
            Scope, new EventAddition(SortableId.New("e_", TimeProvider.System), with?.Invoke(content) ?? content), key: null);
    }

    private async Task<string> DraftAsync()
    {
        using var response = await server.PostAsync("/reports/", new { user_id = user });
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await RunningServer.JsonAsync(response)).GetProperty("report_id").GetString()!;
    }

    private async Task<JsonElement> AskAsync(string id, string question)
    {
        using var response = await server.PostAsync($"/reports/{id}/ask", new { user_id = user, question });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await RunningServer.JsonAsync(response)).GetProperty("answer");
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> KeyedAsync(string key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/reports/", UriKind.Relative)) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await server.Client.SendAsync(request);
        return (response.StatusCode, await RunningServer.JsonAsync(response));
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await server.Client.GetAsync(Path(path));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await RunningServer.JsonAsync(response);
    }

    private Uri Path(string path) => new($"{path}{(path.Contains('?') ? '&' : '?')}user_id={user}", UriKind.Relative);

    private static List<JsonElement> Statements(JsonElement reply, string section) =>
        [.. Section(reply.GetProperty("report"), section, "parts").GetProperty("statements").EnumerateArray()];

    private static JsonElement Section(JsonElement holder, string section, string list = "sections") =>
        holder.GetProperty(list).EnumerateArray().Single(one => one.GetProperty("section").GetString() == section);
}
