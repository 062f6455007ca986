using MediAgents.Primitives;

namespace MediAgents.Grains.Runs;

/// <summary>The types of a run's events (SSE <c>event:</c>).</summary>
public static class RunEventTypes
{
    public const string RunStarted = "run.started";
    public const string RouteDecided = "route.decided";
    public const string AgentStarted = "agent.started";
    public const string AgentDelta = "agent.delta";
    public const string AgentCompleted = "agent.completed";
    public const string Progress = "progress";
    public const string Citation = "citation";
    public const string Finding = "finding";
    public const string AnswerDelta = "answer.delta";
    public const string AnswerCompleted = "answer.completed";
    public const string RunFailed = "run.failed";
    public const string RunCancelled = "run.cancelled";

    /// <summary>Whether an event of this type ends its run; exactly one does.</summary>
    public static bool EndsRun(string type) => type is AnswerCompleted or RunFailed or RunCancelled;
}

/// <summary>Data of <c>run.started</c>.</summary>
public sealed record RunStarted(string MessageId, IReadOnlyList<string>? AgentsPlanned = null);

/// <summary>Data of <c>route.decided</c>: which agents and why.</summary>
/// <param name="Agents">The most important first.</param>
/// <param name="Mode">One, or several.</param>
/// <param name="PlannedBy">Who planned where a model was asked to; null: the rules, by themselves.</param>
/// <param name="Note">Why the rules decided although a model was asked, as a sentence.</param>
/// <param name="Provisional">True while a model is still to plan: then this is what holds if it cannot. Never in an event.</param>
public sealed record RouteDecided(
    IReadOnlyList<RoutedAgent> Agents,
    RouteMode Mode,
    RoutePlanner? PlannedBy = null,
    string? Note = null,
    bool? Provisional = null)
{
    public static RouteDecided To(IReadOnlyList<RoutedAgent> agents) => new(agents, agents.Count == 1 ? RouteMode.Single : RouteMode.Council);
}

/// <summary>
/// An agent chosen; <paramref name="Score"/> in 0..1 says how much of the rules' evidence points to it. <paramref name="Question"/> is
/// its part of the question where a plan has divided it; null: the whole.
/// </summary>
public sealed record RoutedAgent(string Kind, string Reason, double Score, string? Question = null);

/// <summary>Who divides a question among agents.</summary>
public enum RoutePlanner
{
    Rules,
    Model,
}

/// <summary>One agent, or several whose opinions are merged.</summary>
public enum RouteMode
{
    Single,
    Council,
}

/// <summary>Data of <c>agent.started</c>. For an agent that was told of before: what it has said so far does not count, it begins anew.</summary>
public sealed record AgentStarted(string Agent);

/// <summary>Data of <c>agent.completed</c>.</summary>
public sealed record AgentCompleted(string Agent, double Confidence, ConfidenceLevel Level, string Summary, IReadOnlyList<string> Citations);

/// <summary>Data of <c>progress</c>.</summary>
public sealed record Progress(string? Agent, string Stage, int Done, int Total, string Note);

/// <summary>Data of <c>agent.delta</c> and <c>answer.delta</c>.</summary>
public sealed record Delta(string? Agent, string Text);

/// <summary>
/// Data of <c>citation</c>. <paramref name="Score"/>: calibrated relevance, 0..1. The lines of a bill have no <paramref name="Url"/>; the
/// <paramref name="Source"/> of a page of the web begins with <c>web: </c>.
/// </summary>
public sealed record Citation(string Id, string Source, string Title, string? Url, string Passage, double Score);

/// <summary>Data of a <c>finding</c> that is a red flag.</summary>
public sealed record RedFlagFinding(string Text, string Kind = "red_flag");

/// <summary>Data of <c>answer.completed</c>.</summary>
public sealed record AnswerCompleted(
    string Text,
    double Confidence,
    ConfidenceLevel Level,
    IReadOnlyList<string> Citations,
    IReadOnlyList<string> Agents,
    IReadOnlyList<string> Disagreements,
    ModelUsage? Usage = null);

/// <summary>Tokens that models read and wrote.</summary>
public sealed record ModelUsage(long InputTokens, long OutputTokens);

/// <summary>Data of <c>run.failed</c> and <c>run.cancelled</c>; the message is redacted for clients.</summary>
public sealed record RunEnded(string Code, string Message);
