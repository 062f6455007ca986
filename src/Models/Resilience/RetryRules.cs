using System.Security.Cryptography;
using MediAgents.Models.Failures;

namespace MediAgents.Models.Resilience;

/// <summary>
/// Which failures are tried again, and when. Only what is transient (408, 409, 429, 5xx, no connection, a connection that
/// broke) and only while nothing of the answer has been given out.
/// </summary>
public sealed record RetryRules
{
    private const int JitterSteps = 1000;

    /// <summary>How often at most after the first time; 0 for never.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>The longest first wait; it doubles with each. The wait is drawn evenly from half of it to all of it.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>No wait of ours is longer.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>A <c>Retry-After</c> longer than this is not waited for: the call fails at once.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The wait before the next attempt; null when there is none.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="retried">How often it was tried again already.</param>
    internal TimeSpan? WaitAfter(ModelException failure, int retried)
    {
        if (!failure.IsTransient || retried >= Retries || failure.RetryAfter > LongestRetryAfter)
            return null;
        var longest = Math.Min(FirstWait.TotalMilliseconds * Math.Pow(2, retried), LongestWait.TotalMilliseconds);
        var drawn = longest * (0.5 + 0.5 * RandomNumberGenerator.GetInt32(JitterSteps + 1) / JitterSteps);
        // Many callers are told the same time; the jitter on top keeps them from coming back at once.
        return failure.RetryAfter is { } asked ? asked + TimeSpan.FromMilliseconds(drawn) : TimeSpan.FromMilliseconds(drawn);
    }

    /// <summary>Does it, again where that helps.</summary>
    internal async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var retried = 0; ; retried++)
        {
            TimeSpan wait;
            try
            {
                return await attempt(cancellationToken);
            }
            catch (ModelException failure) when (WaitAfter(failure, retried) is { } next)
            {
                wait = next;
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
