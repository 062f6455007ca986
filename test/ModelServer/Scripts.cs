using System.Text.Json;
using System.Text.Json.Nodes;
using MediAgents.ModelServer.Replies;

namespace MediAgents.ModelServer;

/// <summary>Scripts by name, for trying the product by hand.</summary>
public static class Scripts
{
    /// <summary>Pieces of the scripts that tell the time.</summary>
    public const int Ticks = 500;

    private const int TicksOfSentence = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private static readonly Dictionary<string, Func<RecordedRequest, Reply>> ByName = new(StringComparer.Ordinal)
    {
        ["hello"] = _ => Words("This is a scripted reply. No model wrote it."),
        ["tools"] = FirstToolThenWords,
        ["quoting"] = Quoting.Answer,
        ["clock"] = _ => Ticking(Pace),
        ["clock-unpaced"] = _ => Ticking(TimeSpan.Zero),
        ["slow"] = _ => Words("Slow to start.").SlowToStart(TimeSpan.FromSeconds(10)),
        ["hang"] = _ => Reply.Silence,
        ["cut"] = _ => Reply.CutAfter("This reply ", "breaks off "),
        ["malformed"] = _ => Reply.MalformedAfter("This reply ", "turns to rubbish "),
        ["refused"] = _ => Reply.Error(401, "invalid_api_key"),
        ["limited"] = _ => Reply.RateLimited(TimeSpan.FromSeconds(1)),
        ["broken"] = _ => Reply.Error(500),
        ["away"] = _ => Reply.Error(503),
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The script of that name; null when there is none.</summary>
    public static Func<RecordedRequest, Reply>? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>
    /// Pieces of which each tells its number and when it was sent, 50 a second or as fast as they go: for measuring what a relay adds,
    /// loses and reorders. A sentence is as long as people's are, and cites what it was given first.
    /// </summary>
    private static Reply Ticking(TimeSpan pace)
    {
        var steps = Enumerable.Range(1, Ticks).SelectMany(number => number % TicksOfSentence == 0
            ? new Step[] { new Step.Wait(pace), new Step.Clock(number), new Step.Delta(". [k1] ") }
            : [new Step.Wait(pace), new Step.Clock(number)]);
        return new Reply().Then(new Step.Role()).Then([.. steps]).Then(new Step.Finish("stop")).WithUsage(10, Ticks);
    }

    private static Reply Words(string text)
    {
        var words = text.Split(' ').Select(word => word + " ").ToArray();
        return Reply.Text(words).WithUsage(10, words.Length).Paced(Pace);
    }

    /// <summary>Asks for the first tool once, with a word for every argument it requires, then answers.</summary>
    private static Reply FirstToolThenWords(RecordedRequest request)
    {
        var answered = request.Messages.Any(message => message.GetProperty("role").GetString() == "tool");
        return answered || request.Tools.Count == 0
            ? Words("The tool has answered, and this is a scripted reply.")
            : Reply.ToolCalls((request.Tools[0], ArgumentsFor(request.Body.GetProperty("tools")[0].GetProperty("function")))).WithUsage(20, 10);
    }

    private static string ArgumentsFor(JsonElement function)
    {
        var arguments = new JsonObject();
        if (function.TryGetProperty("parameters", out var schema) && schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(one => one.GetString()!))
                arguments[name] = schema.GetProperty("properties").GetProperty(name).TryGetProperty("type", out var type) ? Example(type) : "chest pain";
        }

        return arguments.ToJsonString();
    }

    private static JsonNode? Example(JsonElement type) => (type.ValueKind == JsonValueKind.Array ? type[0] : type).GetString() switch
    {
        "integer" or "number" => 1,
        "boolean" => true,
        "array" => new JsonArray(),
        "object" => new JsonObject(),
        _ => "chest pain",
    };
}
