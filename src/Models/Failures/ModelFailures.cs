namespace MediAgents.Models.Failures;

/// <summary>Why a model gave no answer.</summary>
public static class ModelFailures
{
    /// <summary>It cannot be reached, is overloaded, or was given up on for a while.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>A phase took too long; see <see cref="ModelPhase"/>.</summary>
    public const string Timeout = "timeout";

    /// <summary>Its rate or quota is used up.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>It does not accept the key.</summary>
    public const string RefusedKey = "refused_key";

    /// <summary>A reply broke off after a part of it had been given out.</summary>
    public const string BrokenStream = "broken_stream";

    /// <summary>It does not take the request, or its reply cannot be used: malformed, or not of the schema.</summary>
    public const string BadReply = "bad_reply";

    /// <summary>The run's or the user's budget is used up; nothing was sent.</summary>
    public const string OverBudget = "over_budget";

    /// <summary>The conversation does not fit into the model's context.</summary>
    public const string TooLong = "too_long";
}

/// <summary>The waits of a call.</summary>
public enum ModelPhase
{
    /// <summary>For a connection.</summary>
    Connect,

    /// <summary>For the reply's headers.</summary>
    Headers,

    /// <summary>For the first piece of the answer.</summary>
    FirstToken,

    /// <summary>For the next piece.</summary>
    NextToken,

    /// <summary>For the whole answer.</summary>
    Whole,
}
