using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediAgents.Evaluation.Council;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Cli.Evaluations;

/// <summary>Puts the questions of a set to a running server over HTTP, as any client would.</summary>
internal sealed class CouncilClient(HttpClient http)
{
    /// <summary>Stores who the patients are. Each way of answering has patients of its own, so that none reads what the other concluded.</summary>
    public async Task StoreAsync(CouncilSet set, bool asCouncil, CancellationToken cancellationToken)
    {
        foreach (var patient in set.Patients)
        {
            var user = UserOf(patient.Id, asCouncil);
            await SendAsync(HttpMethod.Put, "/profile/", patient.Profile, user, cancellationToken);
            foreach (var one in patient.Events)
                await SendAsync(HttpMethod.Post, "/timeline/event", one, user, cancellationToken);
        }
    }

    public async Task<CouncilReply> AskAsync(CouncilQuestion question, bool asCouncil, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var body = new JsonObject { ["user_id"] = UserOf(question.Patient, asCouncil), ["message"] = question.Text, ["stream"] = true, ["council"] = asCouncil };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/") { Content = JsonContent.Create(body) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var events = new List<JsonElement>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
                events.Add(JsonElement.Parse(line.AsSpan(5)));
        }

        return ReplyOf(question, events, Stopwatch.GetElapsedTime(begun));
    }

    private static CouncilReply ReplyOf(CouncilQuestion question, List<JsonElement> events, TimeSpan taken)
    {
        var types = events.ConvertAll(one => one.GetProperty("type").GetString());
        if (types.Count == 0 || types[^1] != RunEventTypes.AnswerCompleted)
            throw new InvalidDataException($"{question.Id} was not answered: {(types.Count == 0 ? "no events" : types[^1])}.");
        var answer = events[^1].GetProperty("data").Deserialize<AnswerCompleted>(WireJson.Options)!;
        var citations = Of<Citation>(RunEventTypes.Citation).ToDictionary(one => one.Id, one => new CitedPassage(one.Title, one.Passage), StringComparer.Ordinal);
        return new CouncilReply(
            answer.Text,
            answer.Level == ConfidenceLevel.Refused,
            citations,
            answer.Agents,
            answer.Disagreements,
            [.. Of<RedFlagFinding>(RunEventTypes.Finding).Select(flag => flag.Text)],
            types.IndexOf(RunEventTypes.Finding) is >= 0 and var flagged && flagged < types.IndexOf(RunEventTypes.RouteDecided),
            answer.Usage is { } usage ? usage.InputTokens + usage.OutputTokens : 0,
            taken.TotalMilliseconds);

        IEnumerable<T> Of<T>(string type) =>
            events.Where((_, at) => types[at] == type).Select(one => one.GetProperty("data").Deserialize<T>(WireJson.Options)!);
    }

    private async Task SendAsync(HttpMethod method, string path, JsonElement content, string user, CancellationToken cancellationToken)
    {
        var body = JsonObject.Create(content) ?? throw new InvalidDataException($"{path}: no JSON object.");
        body["user_id"] = user;
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new InvalidDataException($"{path} of {user}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private static string UserOf(string patient, bool asCouncil) => asCouncil ? $"{patient}-council" : $"{patient}-one";
}
