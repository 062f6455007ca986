namespace MediAgents.ModelServer.Replies;

/// <summary>One thing a scripted stream does.</summary>
public abstract record Step
{
    /// <summary>A piece of text.</summary>
    public sealed record Delta(string Text) : Step;

    /// <summary>A piece of a tool call as the wire has it; id and name come with a call's first piece.</summary>
    public sealed record ToolFragment(int Index, string? Id, string? Name, string Arguments) : Step;

    /// <summary>Nothing is sent for this long.</summary>
    public sealed record Wait(TimeSpan Time) : Step;

    /// <summary>Nothing more is sent until the caller leaves.</summary>
    public sealed record Hang : Step;

    /// <summary>The connection is torn down.</summary>
    public sealed record Cut : Step;

    /// <summary>The reply ends as if all had been said: no finish reason, no <c>[DONE]</c>.</summary>
    public sealed record End : Step;

    /// <summary>A <c>data:</c> line with these words, whatever they are.</summary>
    public sealed record Raw(string Data) : Step;

    /// <summary>The chunk that tells why the model stopped.</summary>
    public sealed record Finish(string Reason) : Step;

    /// <summary>The chunk without choices that counts tokens.</summary>
    public sealed record Usage(int Prompt, int Completion) : Step;

    /// <summary>The chunk that names the role and says nothing.</summary>
    public sealed record Role : Step;

    /// <summary>Its number and the time at which it is sent, in microseconds of Unix time, as one word, e.g. <c>@7:1763650000123456 </c>.</summary>
    public sealed record Clock(int Number) : Step;
}
