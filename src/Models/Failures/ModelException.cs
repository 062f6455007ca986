using System.Net;

namespace MediAgents.Models.Failures;

/// <summary>
/// A model gave no answer, or no usable one. Message and properties hold no word of prompt or reply, no address beyond the
/// endpoint's name, and no key; there is no inner exception, because that of a library might.
/// </summary>
public class ModelException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="ModelFailures"/>.</summary>
    public string Code { get; } = code;

    /// <summary>The status of the endpoint's reply; null where there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the endpoint asks to be left alone; null where it says nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True where the same request may well succeed a moment later and sending it again does no harm.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Which wait was too long; null unless <see cref="Code"/> is <see cref="ModelFailures.Timeout"/>.</summary>
    public ModelPhase? Phase { get; init; }

    /// <summary>True where the endpoint itself seems unwell: what counts for a circuit breaker.</summary>
    public bool BlamesEndpoint { get; init; }

    /// <summary>
    /// True where the endpoint may have worked on the request, and may charge for it: it was sent, and not refused.
    /// </summary>
    public bool MayCost { get; init; }
}
