using System.Text.Json.Nodes;

namespace MediAgents.ModelServer.Replies;

/// <summary>What the server does with one request. Immutable; every method returns a changed copy.</summary>
public sealed record Reply
{
    private const int FragmentLength = 7;

    public int Status { get; private init; } = 200;

    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>();

    /// <summary>The body of a reply that is no stream.</summary>
    public string? Body { get; private init; }

    /// <summary>Nothing at all is sent until the caller leaves.</summary>
    public bool HangsBeforeHeaders { get; private init; }

    /// <summary>The wait before the headers.</summary>
    public TimeSpan HeadersAfter { get; private init; }

    public IReadOnlyList<Step> Steps { get; private init; } = [];

    /// <summary>Text in these pieces, finish reason, no usage.</summary>
    public static Reply Text(params string[] pieces) =>
        new Reply().Then(new Step.Role()).Then([.. pieces.Select(piece => new Step.Delta(piece))]).Then(new Step.Finish("stop"));

    /// <summary>Calls of tools, all at once, the arguments in fragments that alternate between the calls.</summary>
    public static Reply ToolCalls(params (string Name, string Arguments)[] calls)
    {
        var steps = new List<Step> { new Step.Role() };
        steps.AddRange(calls.Select((call, index) => new Step.ToolFragment(index, $"call_{index + 1}", call.Name, "")));
        for (var from = 0; calls.Any(call => from < call.Arguments.Length); from += FragmentLength)
        {
            for (var index = 0; index < calls.Length; index++)
            {
                if (from < calls[index].Arguments.Length)
                    steps.Add(new Step.ToolFragment(index, null, null, Piece(calls[index].Arguments, from)));
            }
        }

        return new Reply().Then([.. steps]).Then(new Step.Finish("tool_calls"));
    }

    /// <summary>An error in the wire format.</summary>
    public static Reply Error(int status, string code = "error", string message = "scripted failure") => new()
    {
        Status = status,
        Body = new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = code, ["code"] = code } }.ToJsonString(),
    };

    /// <summary>This body, whatever was asked.</summary>
    public static Reply Json(string body) => new() { Body = body };

    /// <summary>A 429 that asks for patience.</summary>
    public static Reply RateLimited(TimeSpan retryAfter) =>
        Error(429, "rate_limit_exceeded").With("Retry-After", ((int)Math.Ceiling(retryAfter.TotalSeconds)).ToString());

    /// <summary>No headers ever come.</summary>
    public static Reply Silence { get; } = new() { HangsBeforeHeaders = true };

    /// <summary>Headers come, and nothing after them.</summary>
    public static Reply HeadersOnly { get; } = new Reply().Then(new Step.Hang());

    /// <summary>This text, then nothing more, the connection held open.</summary>
    public static Reply HangsAfter(params string[] pieces) => Piecewise(pieces).Then(new Step.Hang());

    /// <summary>This text, then the connection is torn down.</summary>
    public static Reply CutAfter(params string[] pieces) => Piecewise(pieces).Then(new Step.Cut());

    /// <summary>This text, then an end that looks proper but tells no finish reason.</summary>
    public static Reply EndsAfter(params string[] pieces) => Piecewise(pieces).Then(new Step.End());

    /// <summary>This text, then a chunk that is no JSON.</summary>
    public static Reply MalformedAfter(params string[] pieces) => Piecewise(pieces).Then(new Step.Raw("{\"choices\":[{\"del"));

    /// <summary>Does these as well.</summary>
    public Reply Then(params Step[] steps) => this with { Steps = [.. Steps, .. steps] };

    /// <summary>Counts tokens at the end, as servers do that were asked to.</summary>
    public Reply WithUsage(int prompt, int completion) => Then(new Step.Usage(prompt, completion));

    public Reply With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    /// <summary>Waits before the headers.</summary>
    public Reply After(TimeSpan wait) => this with { HeadersAfter = wait };

    /// <summary>Waits between headers and first piece.</summary>
    public Reply SlowToStart(TimeSpan wait) => this with { Steps = [new Step.Wait(wait), .. Steps] };

    /// <summary>Waits before each piece of text.</summary>
    public Reply Paced(TimeSpan wait) => this with
    {
        Steps = [.. Steps.SelectMany(step => step is Step.Delta or Step.ToolFragment or Step.Clock ? new[] { new Step.Wait(wait), step } : [step])],
    };

    private static Reply Piecewise(string[] pieces) =>
        new Reply().Then(new Step.Role()).Then([.. pieces.Select(piece => new Step.Delta(piece))]);

    private static string Piece(string text, int from) => text.Substring(from, Math.Min(FragmentLength, text.Length - from));
}
