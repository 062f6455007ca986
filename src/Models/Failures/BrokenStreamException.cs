using Microsoft.Extensions.AI;

namespace MediAgents.Models.Failures;

/// <summary>
/// A reply broke off after a part of it had been given out. Whoever catches it can go on from <see cref="Given"/> or report
/// it; sending the request again would repeat that part.
/// </summary>
/// <param name="reason">The code of what broke it: <c>unavailable</c>, <c>timeout</c> or <c>bad_reply</c>.</param>
/// <param name="given">What had been given out; the patient's data, so not in the message.</param>
public sealed class BrokenStreamException(string reason, IReadOnlyList<ChatResponseUpdate> given)
    : ModelException(ModelFailures.BrokenStream, $"The model's reply broke off ({reason}).")
{
    /// <summary>The code of what broke it.</summary>
    public string Reason { get; } = reason;

    /// <summary>What had been given out, in order.</summary>
    public IReadOnlyList<ChatResponseUpdate> Given { get; } = given;

    /// <summary>The text of <see cref="Given"/>.</summary>
    public string GivenText => string.Concat(Given.Select(update => update.Text));
}
