using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace MediAgents.Gateway.Tests.Isolation;

/// <summary>
/// Makes a request of an operation's description. What it does not know how to fill fails the walk: an endpoint that nobody
/// thought of here would not be tested otherwise.
/// </summary>
public static class ApiFiller
{
    /// <summary>Parameters that name something of a patient, and the kind of id that belongs there.</summary>
    private static readonly Dictionary<string, string> Ids = new(StringComparer.Ordinal)
    {
        ["event/{id}"] = "e_",
        ["runs/{runId}"] = "r_",
        ["analyze/{auditId}"] = "a_",
        ["reports/{reportId}"] = "rep_",
        ["extract/{extractionId}"] = "x_",
        ["session_id"] = "s_",
        ["document_id"] = "d_",
    };

    /// <summary>Parameters that name nobody's data; null leaves them out.</summary>
    private static readonly Dictionary<string, string?> Plain = new(StringComparer.Ordinal)
    {
        ["from"] = "1990",
        ["to"] = "2099-12-31",
        ["type"] = null,
        ["code"] = null,
        ["body_part"] = null,
        ["status"] = "any",
        ["order"] = "newest_first",
        ["models/{model}"] = "mediagents",
        ["limit"] = "100",
        ["version"] = null,
        ["language"] = "tamil",
        ["format"] = "html",
        ["confirm"] = "erase",
        ["cursor"] = null,
        ["If-Match"] = "*",
        ["Idempotency-Key"] = null,
        ["Last-Event-ID"] = null,
    };

    /// <summary>Bodies, given the id for each prefix; the user is added where one is named.</summary>
    private static readonly Dictionary<string, Func<Func<string, string?>, Dictionary<string, object?>>> Bodies = new(StringComparer.Ordinal)
    {
        ["POST /chat"] = ids => new() { ["message"] = "What is gout?", ["session_id"] = ids("s_") },
        ["POST /chat/run"] = ids => new() { ["query"] = "What is gout?", ["session_id"] = ids("s_") },
        ["POST /expert-opinion"] = ids => new() { ["specialty"] = "cardiology", ["question"] = "What is angina?", ["session_id"] = ids("s_") },
        ["POST /v1/chat/completions"] = ids => new()
        {
            ["model"] = "mediagents",
            ["messages"] = new[] { new { role = "user", content = "What is gout?" } },
            ["metadata"] = ids("s_") is { } session ? new { session_id = session } : null,
        },
        ["POST /analyze"] = _ => new() { ["file_content"] = Convert.ToBase64String("ECG 100"u8) },
        ["POST /timeline/extract"] = ids => new() { ["document_id"] = ids("d_") },
        ["POST /timeline/event"] = _ => Event(),
        ["PUT /timeline/event/{id}"] = _ => Event(),
        ["POST /reports"] = _ => new() { ["title"] = "Report" },
        ["POST /reports/{reportId}/versions"] = _ => [],
        ["POST /reports/{reportId}/ask"] = _ => new() { ["question"] = "Which problems are there?" },
        ["PUT /profile"] = _ => new() { ["name"] = "Somebody" },
    };

    /// <summary>Bodies that are no JSON object; their user is named in the query.</summary>
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["POST /mcp"] = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"patient_timeline","arguments":{}}}""",
        ["POST /timeline/import"] = """{"type":"note","title":"Imported","occurred_at":"2020"}""",
    };

    /// <summary>Whether the request of <paramref name="operation"/> can name something of a patient, beside the patient.</summary>
    public static bool NamesSomething(ApiOperation operation) =>
        operation.Parameters.Any(parameter => Ids.ContainsKey(parameter.Kind)) || ItsBodyNamesSomething(operation);

    /// <summary>Whether it says whose data it is about.</summary>
    public static bool NamesAUser(ApiOperation operation) =>
        operation.Parameters.Any(parameter => parameter.Name == "user_id") || Bodies.ContainsKey(operation.Name);

    /// <param name="operation">What to ask.</param>
    /// <param name="key">The API key.</param>
    /// <param name="user">Whom to name; null names nobody.</param>
    /// <param name="ids">The id for each prefix; null leaves it out.</param>
    /// <param name="words">What to search for.</param>
    public static HttpRequestMessage Fill(ApiOperation operation, string key, string? user, Func<string, string?> ids, string words)
    {
        var path = operation.Path;
        var query = new List<string>();
        var request = new HttpRequestMessage(HttpMethod.Parse(operation.Method), "/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var parameter in operation.Parameters)
        {
            if (ValueOf(operation, parameter, user, ids, words) is not { } value)
                continue;
            if (parameter.Place == "path")
                path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
            else if (parameter.Place == "query")
                query.Add($"{parameter.Name}={Uri.EscapeDataString(value)}");
            else
                request.Headers.TryAddWithoutValidation(parameter.Name, value);
        }

        request.Content = BodyOf(operation, user, ids);
        request.RequestUri = new Uri(query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", UriKind.Relative);
        return request;
    }

    private static bool ItsBodyNamesSomething(ApiOperation operation)
    {
        var asked = false;
        if (Bodies.TryGetValue(operation.Name, out var fill))
        {
            _ = fill(prefix =>
            {
                asked = true;
                return null;
            });
        }

        return asked;
    }

    private static string? ValueOf(ApiOperation operation, ApiParameter parameter, string? user, Func<string, string?> ids, string words) =>
        parameter.Name == "user_id" ? user
        : parameter.Name == "q" ? words
        : Ids.TryGetValue(parameter.Kind, out var prefix) ? ids(prefix)
        : Plain.TryGetValue(parameter.Kind, out var plain) ? plain
        : throw new ShouldAssertException(
            $"{operation.Name} has a parameter '{parameter.Kind}' that the isolation walk cannot fill: add it to {nameof(ApiFiller)}.{nameof(Ids)} "
            + $"(and plant one in {nameof(PlantedPatient)}) if it names something of a patient, else to {nameof(Plain)}.");

    private static HttpContent? BodyOf(ApiOperation operation, string? user, Func<string, string?> ids)
    {
        if (operation.BodyType is null)
            return null;
        if (Texts.TryGetValue(operation.Name, out var text))
            return new StringContent(text, Encoding.UTF8, operation.BodyType);
        if (!Bodies.TryGetValue(operation.Name, out var fill))
        {
            throw new ShouldAssertException(
                $"{operation.Name} takes a body that the isolation walk cannot fill: add one to {nameof(ApiFiller)}.{nameof(Bodies)}, "
                + $"with every field that names something of a patient, or to {nameof(Texts)} where it is no JSON object.");
        }

        var body = fill(ids);
        if (user is not null)
            body[operation.Path.StartsWith("/v1/", StringComparison.Ordinal) ? "user" : "user_id"] = user;
        return JsonContent.Create(body.Where(field => field.Value is not null).ToDictionary());
    }

    private static Dictionary<string, object?> Event() => new() { ["type"] = "note", ["title"] = "Something else", ["occurred_at"] = "2020-02-02" };
}
