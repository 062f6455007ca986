using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using MediAgents.Gateway.Portability;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using MediAgents.Records.Portability;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Tests.Portability;

/// <summary>Erasing over HTTP, on the running product.</summary>
public sealed class ErasureTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("user_id=nina")]
    [InlineData("user_id=nina&confirm=yes")]
    [InlineData("confirm=erase")]
    public async Task Nothing_is_erased_that_is_not_named_and_confirmed(string query)
    {
        var scope = PatientRecords.ScopeOf(server, "nina");
        var profiles = server.Services.GetRequiredService<IProfileStore>();
        if (await profiles.FindAsync(scope) is null)
            await profiles.PutAsync(scope, new PatientProfile { Name = "Nina" }, 0);

        using var response = await server.Client.DeleteAsync(new Uri($"/records/?{query}", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await profiles.FindAsync(scope)).ShouldNotBeNull();
    }

    [Fact]
    public async Task After_an_erasure_there_is_nothing_but_the_certificate_and_the_trail()
    {
        var session = await PatientRecords.FillAsync(server, "olga");
        var scope = PatientRecords.ScopeOf(server, "olga");
        var certificate = await EraseAsync("olga");

        certificate.GetProperty("patient").GetString().ShouldBe(scope.Patient.Hash);
        certificate.GetProperty("keys_destroyed").GetArrayLength().ShouldBe(1);
        certificate.GetProperty("removed").GetProperty("grains").GetInt64().ShouldBeGreaterThan(3);
        using var history = await server.Client.GetAsync(new Uri($"/chat/history?session_id={session}&user_id=olga", UriKind.Relative));
        history.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.Services.GetRequiredService<IDocumentStore>().ListAsync(scope)).ShouldBeEmpty();
        (await server.Services.GetRequiredService<IProfileStore>().HistoryAsync(scope)).ShouldBeEmpty();
        var trail = server.Services.GetRequiredService<IAuditTrail>();
        var entries = await trail.ReadAsync(new TrailFilter(scope.Patient)).ToListAsync();
        entries.ShouldContain(entry => entry.Access.Action == "profile.write", "the trail stays");
        entries.Single(entry => entry.Access.Action == "record.erase").Access.Subject!.ShouldStartWith(certificate.GetProperty("id").GetString()!);
        (await trail.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_question_under_way_ends_and_leaves_nothing_behind()
    {
        var asked = server.PostAsync("/chat/", new { user_id = "petra", message = "What is gout?", stream = false });
        var certificate = await EraseAsync("petra");
        using var reply = await asked;
        var second = await EraseAsync("petra"); // whatever the question stored after the first

        second.GetProperty("id").GetString().ShouldNotBe(certificate.GetProperty("id").GetString());
        using var sessions = await server.Client.GetAsync(new Uri("/chat/sessions?user_id=petra", UriKind.Relative));
        (await RunningServer.JsonAsync(sessions)).GetProperty("sessions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_user_may_begin_anew()
    {
        await PatientRecords.FillAsync(server, "rita");
        await EraseAsync("rita");
        await PatientRecords.FillAsync(server, "rita");

        var scope = PatientRecords.ScopeOf(server, "rita");
        (await server.Services.GetRequiredService<ITimelineStore>().ScanAsync(scope, new TimelineFilter(), "test.read").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Erasing_twice_at_once_is_erasing_once()
    {
        await PatientRecords.FillAsync(server, "tara");
        var certificates = await Task.WhenAll(EraseAsync("tara"), EraseAsync("tara"));

        var apart = certificates.DistinctBy(certificate => certificate.GetProperty("id").GetString()).ToList();
        apart.Sum(Removed).ShouldBe(apart.Max(Removed), "the later one found the other's certificate, or nothing");
        var trail = server.Services.GetRequiredService<IAuditTrail>();
        var noted = await trail.ReadAsync(new TrailFilter(PatientRecords.ScopeOf(server, "tara").Patient)).Select(entry => entry.Access.Subject).ToListAsync();
        foreach (var certificate in certificates)
            noted.ShouldContain($"{certificate.GetProperty("id").GetString()} sha256:{certificate.GetProperty("statement_sha256").GetString()}");
    }

    [Fact]
    public async Task An_import_under_way_is_ended_and_leaves_nothing_behind()
    {
        var body = new Pipe();
        using var content = new StreamContent(body.Reader.AsStream());
        content.Headers.ContentType = new("application/x-ndjson");
        var import = server.Client.PostAsync(new Uri("/timeline/import?user_id=vera", UriKind.Relative), content);
        var rows = string.Concat(Enumerable.Repeat("{\"type\":\"note\",\"title\":\"x\",\"occurred_at\":\"2020\"}\n", 2_000));
        await body.Writer.WriteAsync(Encoding.UTF8.GetBytes(rows));
        var timeline = server.Services.GetRequiredService<ITimelineStore>();
        var scope = PatientRecords.ScopeOf(server, "vera");
        await Poll.UntilAsync(async () => await timeline.ScanAsync(scope, new TimelineFilter(), "test.read").AnyAsync());
        var certificate = await EraseAsync("vera");

        Removed(certificate).ShouldBeGreaterThan(0);
        await body.Writer.CompleteAsync();
        await Should.ThrowAsync<HttpRequestException>(import);
        (await timeline.ScanAsync(scope, new TimelineFilter(), "test.read").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_erased_while_a_request_goes_on_that_cannot_be_ended()
    {
        await PatientRecords.FillAsync(server, "wanda");
        var scope = PatientRecords.ScopeOf(server, "wanda");
        var aborted = 0;
        using (server.Services.GetRequiredService<RecordGates>().Enter(scope.Patient, () => aborted++))
        {
            using var refused = await server.Client.DeleteAsync(new Uri("/records/?user_id=wanda&confirm=erase", UriKind.Relative));
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            aborted.ShouldBeGreaterThan(0);
            (await server.Services.GetRequiredService<IProfileStore>().FindAsync(scope)).ShouldNotBeNull("it can still be read");
            using var outside = await server.GetAsync("/profile/?user_id=wanda");
            outside.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, "nobody is let in");
        }

        var certificate = await EraseAsync("wanda");
        certificate.GetProperty("keys_destroyed").GetArrayLength().ShouldBe(1);
        Removed(certificate).ShouldBeGreaterThan(0);
    }

    private async Task<JsonElement> EraseAsync(string user)
    {
        using var response = await server.Client.DeleteAsync(new Uri($"/records/?user_id={user}&confirm=erase", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await RunningServer.JsonAsync(response);
    }

    private static long Removed(JsonElement certificate) =>
        certificate.GetProperty("removed").EnumerateObject().Sum(area => area.Value.GetInt64());
}

/// <summary>An erasure that a process did not live to finish.</summary>
public sealed class UnfinishedErasureTests
{
    [Fact]
    public async Task The_next_start_finishes_it_before_anybody_is_let_in()
    {
        var server = new RunningServer();
        await server.InitializeAsync();
        try
        {
            await PatientRecords.FillAsync(server, "zoe");
            var scope = PatientRecords.ScopeOf(server, "zoe");
            await server.Services.GetRequiredService<IRecordErasure>().BeginAsync(scope, []);
            server.Services.GetRequiredService<Sealer>().Erase(scope.Patient);
            await server.RestartAsync();

            var erasures = server.Services.GetRequiredService<IRecordErasure>();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while ((await erasures.ListUnfinishedAsync(patience.Token)).Count > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
            (await server.Services.GetRequiredService<IProfileStore>().HistoryAsync(scope)).ShouldBeEmpty();
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
