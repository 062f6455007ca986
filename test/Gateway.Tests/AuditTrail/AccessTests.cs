using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Tests.AuditTrail;

public sealed class AccessTests : IAsyncLifetime
{
    private const string AliceKey = "key-of-alice-000001";
    private const string PortalKey = "key-of-portal-000001";

    private readonly RunningServer server = new();

    private IAuditTrail Trail => server.Services.GetRequiredService<IAuditTrail>();

    public Task InitializeAsync()
    {
        server.Settings["API_KEYS"] = $"user:alice:{AliceKey},service:portal:{PortalKey}";
        return server.InitializeAsync();
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Who_reads_what_of_whom_is_recorded_before_it_is_shown()
    {
        var chat = await RunningServer.JsonAsync(SendAsync(AliceKey, HttpMethod.Post, "/chat/", new { message = "What is gout?" }));
        var (session, run) = (chat.GetProperty("session_id").GetString(), chat.GetProperty("run_id").GetString());
        var bill = Convert.ToBase64String("ECG  1  100.00"u8);
        var audit = (await RunningServer.JsonAsync(SendAsync(AliceKey, HttpMethod.Post, "/analyze", new { file_content = bill }))).GetProperty("audit_id").GetString();

        await ShouldBeRecordedAsync($"/chat/history?user_id=alice&session_id={session}", "chat.history", session, AccessOutcome.Ok);
        await ShouldBeRecordedAsync("/chat/sessions?user_id=alice", "chat.sessions", subject: null, AccessOutcome.Ok);
        await ShouldBeRecordedAsync($"/chat/runs/{run}/events?user_id=alice", "chat.follow", run, AccessOutcome.Ok);
        await ShouldBeRecordedAsync($"/analyze/{audit}?user_id=alice", "bill.read", audit, AccessOutcome.Ok);
        await ShouldBeRecordedAsync($"/analyze/{audit}/html?user_id=alice", "bill.html", audit, AccessOutcome.Ok);
    }

    [Theory]
    [InlineData("/chat/history?session_id=s_01JD3Z00000000000000000000", "chat.history", "s_01JD3Z00000000000000000000")]
    [InlineData("/chat/runs/r_01JD3Z00000000000000000000/events?", "chat.follow", "r_01JD3Z00000000000000000000")]
    [InlineData("/analyze/a_01JD3Z00000000000000000000?", "bill.read", "a_01JD3Z00000000000000000000")]
    [InlineData("/analyze/a_01JD3Z00000000000000000000/pdf?", "bill.pdf", "a_01JD3Z00000000000000000000")]
    [InlineData("/analyze/gout%20of%20alice/letter?", "bill.letter", null)]
    [InlineData("/timeline/event/e_01JD3Z00000000000000000000?", "timeline.read", "e_01JD3Z00000000000000000000")]
    [InlineData("/chat/runs/gout%20of%20alice/events?", "chat.follow", null)]
    [InlineData("/analyze/gout%20of%20alice?", "bill.read", null)]
    [InlineData("/timeline/event/gout%20of%20alice?", "timeline.read", null)]
    [InlineData("/chat/history?session_id=gout%20of%20alice", "chat.history", null)]
    public async Task What_is_not_found_is_recorded_too_and_nothing_but_an_id(string path, string action, string? subject) =>
        await ShouldBeRecordedAsync($"{path}&user_id=alice", action, subject, AccessOutcome.NotFound);

    [Fact]
    public async Task Asking_for_somebody_else_is_recorded_as_denied()
    {
        using var denied = await SendAsync(AliceKey, HttpMethod.Get, "/timeline/?user_id=bob");

        denied.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var last = (await EntriesAsync())[^1].Access;
        last.ShouldBe(new Access(Principal.User(PatientOf("alice")), PatientOf("bob"), "access.denied", Outcome: AccessOutcome.Denied));
    }

    [Fact]
    public async Task Calls_without_a_valid_key_are_counted_and_do_not_fill_the_trail()
    {
        const int calls = 200;
        var begun = TimeProvider.System.GetTimestamp();
        foreach (var _ in Enumerable.Range(0, calls))
        {
            using var denied = await SendAsync("no-key-of-anybody", HttpMethod.Get, "/timeline/?user_id=bob");
            denied.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        await Poll.UntilAsync(async () => (await DeniedAsync()).Sum(entry => entry.Access.Count) == calls);
        var entries = await DeniedAsync();
        entries.Count.ShouldBeLessThanOrEqualTo(2 + (int)TimeProvider.System.GetElapsedTime(begun).TotalSeconds);
        entries.ShouldAllBe(entry => entry.Access.Patient == null && entry.Access.Principal == Principal.Anonymous("127.0.0.1"));
    }

    private async Task ShouldBeRecordedAsync(string path, string action, string? subject, AccessOutcome outcome)
    {
        using var response = await SendAsync(PortalKey, HttpMethod.Get, path);

        response.StatusCode.ShouldBe(outcome == AccessOutcome.Ok ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        var access = (await EntriesAsync())[^1].Access;
        access.Principal.ShouldBe(Principal.Service("portal"));
        access.Patient.ShouldBe(PatientOf("alice"));
        (access.Action, access.Subject, access.Outcome).ShouldBe((action, subject, outcome));
    }

    private PatientId PatientOf(string user) => server.Services.GetRequiredService<UserHasher>().Hash(user);

    private async Task<List<TrailEntry>> DeniedAsync() => [.. (await EntriesAsync()).Where(entry => entry.Access.Action == "auth.denied")];

    private async Task<List<TrailEntry>> EntriesAsync()
    {
        var entries = new List<TrailEntry>();
        await foreach (var entry in Trail.ReadAsync(new TrailFilter()))
            entries.Add(entry);
        return entries;
    }

    private async Task<HttpResponseMessage> SendAsync(string key, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await server.Client.SendAsync(request);
    }
}
