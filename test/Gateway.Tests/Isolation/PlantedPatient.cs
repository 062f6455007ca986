using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

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
        var letter = Convert.ToBase64String(Encoding.UTF8.GetBytes($"DISCHARGE SUMMARY\nDate of discharge: 12/05/2021\nDiagnosis:\n1. {Word}\n"));
        var extraction = await SendAsync(server, HttpMethod.Post, "/timeline/extract", new { file_content = letter, file_name = $"{Word}.txt" });
        ids["x_"] = extraction.GetProperty("extraction_id").GetString()!;
        ids["d_"] = extraction.GetProperty("document_id").GetString()!;
        var report = await SendAsync(server, HttpMethod.Post, "/reports/", new { title = Word });
        ids["rep_"] = report.GetProperty("report_id").GetString()!;
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
