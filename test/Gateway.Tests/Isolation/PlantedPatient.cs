using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Identity;
using MediAgents.Records.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Tests.Isolation;

/// <summary>A patient with data of every kind, each with a word in it that is nobody else's.</summary>
public sealed class PlantedPatient(string name)
{
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public string Key { get; } = $"key-of-{name}-000001";

    /// <summary>Stands in everything of the patient.</summary>
    public string Word { get; } = $"quagga{name}quagga";

    /// <summary>The id of something of the patient's, by prefix.</summary>
    public string IdOf(string prefix) =>
        ids.GetValueOrDefault(prefix) ?? throw new ShouldAssertException($"Nothing with an id '{prefix}' is planted: add it to {nameof(PlantAsync)}.");

    public async Task PlantAsync(RunningServer server)
    {
        var chat = await SendAsync(server, HttpMethod.Post, "/chat/", new { message = $"What is gout? {Word}" });
        ids["s_"] = chat.GetProperty("session_id").GetString()!;
        ids["r_"] = chat.GetProperty("run_id").GetString()!;
        var bill = Convert.ToBase64String(Encoding.UTF8.GetBytes($"City Hospital\nPatient: {Word}\nECG  1  100.00\nTotal  100.00\n"));
        var audit = await SendAsync(server, HttpMethod.Post, "/analyze", new { file_content = bill, file_name = $"{Word}.txt" });
        ids["a_"] = audit.GetProperty("audit_id").GetString()!;
        var added = await SendAsync(server, HttpMethod.Post, "/timeline/event", EventWithWord());
        ids["e_"] = added.GetProperty("id").GetString()!;
        await SendAsync(server, HttpMethod.Put, "/profile/", new { name = Word, conditions = new[] { Word } });
        await ProposeAsync(server);
    }

    /// <summary>Sends as the patient and expects success.</summary>
    public async Task<System.Text.Json.JsonElement> SendAsync(RunningServer server, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await server.Client.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await RunningServer.JsonAsync(response);
    }

    /// <summary>As the extraction of a document would; nothing over HTTP proposes.</summary>
    private async Task ProposeAsync(RunningServer server)
    {
        var scope = server.Services.GetRequiredService<UserHasher>().Hash(Name).Scope();
        var document = await server.Services.GetRequiredService<IDocumentStore>()
            .PutAsync(scope, Encoding.UTF8.GetBytes($"Diagnosis: {Word}"), "text/plain", $"{Word}.txt");
        ids["d_"] = document.Value;
        var content = new EventContent
        {
            Type = EventType.Diagnosis,
            Title = Word,
            OccurredAt = EventTime.Parse("2021-05"),
            Evidence = new EventEvidence(document.Value, 1, $"Diagnosis: {Word}", 0, 11 + Word.Length, 0.9),
        };
        await server.Services.GetRequiredService<ITimelineStore>()
            .AddAsync(scope, new EventAddition(SortableId.New("e_", TimeProvider.System), content, EventStatus.Proposed), key: null);
    }

    private object EventWithWord() => new
    {
        type = "diagnosis",
        title = Word,
        description = Word,
        occurred_at = "2020-01-01",
        code = new { system = "icd-10-cm", value = "M10.9", display = Word },
        body_part = Word,
        measurements = new[] { new { name = Word, value = 7.5, unit = "mg/dL" } },
        source = Word,
    };
}
