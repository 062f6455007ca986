using MediAgents.ModelServer.Replies;
using MediAgents.Models.Conversing;

namespace MediAgents.Gateway.Tests.Models;

/// <summary>A way in which a model fails, and what is to come of it.</summary>
/// <param name="Replies">What the model does; the last of them for ever.</param>
/// <param name="Requests">How often it is asked.</param>
/// <param name="Note">What the answer says of it; null where the model's own answer stands.</param>
/// <param name="Spoke">Whether words were shown before it failed.</param>
/// <param name="Tools">Calls of tools that are told.</param>
public sealed record ModelFailure(Reply[] Replies, int Requests, string? Note, bool Spoke = false, int Tools = 0)
{
    private const string NotReached = "No model could be reached; passages of the references are quoted.";
    private const string BrokeOff = "The model broke off; passages of the references are quoted.";
    private const string Unusable = "The model gave no usable answer; passages of the references are quoted.";

    /// <summary>What a model that does answer says, as it is shown.</summary>
    public const string Answer = "Rest in a dark room. [c1]";

    private static readonly Reply Whole = Reply.Text("Rest in a ", "dark room. [k1]").WithUsage(700, 12);
    private static readonly string[] Begun = ["Rest in a ", "dark room. [k1] And "];

    public static IReadOnlyDictionary<string, ModelFailure> All { get; } = new Dictionary<string, ModelFailure>(StringComparer.Ordinal)
    {
        ["401"] = new([Reply.Error(401, "invalid_api_key")], 1, NotReached),
        ["429, patience asked for, then an answer"] = new([Reply.RateLimited(TimeSpan.FromSeconds(1)), Whole], 2, null),
        ["429 for ever"] = new([Reply.RateLimited(TimeSpan.FromSeconds(1))], 2, NotReached),
        ["429 for longer than is waited for"] = new([Reply.RateLimited(TimeSpan.FromMinutes(10))], 1, NotReached),
        ["500, then an answer"] = new([Reply.Error(500), Whole], 2, null),
        ["500 for ever"] = new([Reply.Error(500)], 2, NotReached),
        ["hang before the headers"] = new([Reply.Silence], 1, NotReached),
        ["hang before the first token"] = new([Reply.HeadersOnly], 1, NotReached),
        ["hang between tokens"] = new([Reply.HangsAfter(Begun)], 1, BrokeOff, Spoke: true),
        ["cut in the middle"] = new([Reply.CutAfter(Begun)], 1, BrokeOff, Spoke: true),
        ["end without a reason"] = new([Reply.EndsAfter(Begun)], 1, BrokeOff, Spoke: true),
        ["malformed chunk"] = new([Reply.MalformedAfter(Begun)], 1, BrokeOff, Spoke: true),
        ["slow first token"] = new([Whole.SlowToStart(TimeSpan.FromSeconds(0.4))], 1, null),
        ["tool loop"] = new([Reply.ToolCalls(("earlier_opinions", "{}"))], ModelWriter.MostRounds + 1, Unusable, Tools: ModelWriter.MostRounds),
        ["arguments against the tool's schema"] = new([Reply.ToolCalls(("search_knowledge", """{"query":5,"patient":"ravi"}""")), Whole], 2, null, Tools: 1),
        ["no word"] = new([Reply.Text()], 1, Unusable),
        ["unknown model"] = new([Reply.Error(404, "model_not_found")], 1, Unusable),
    };
}
