using MediAgents.Models.Failures;

namespace MediAgents.Models.Resilience;

/// <summary>How long each phase of a call may take.</summary>
public sealed record PhaseLimits
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From sending the request to the reply's headers; a server that first loads a model needs long.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From sending the request to the first piece of the answer.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From one piece to the next.</summary>
    public TimeSpan NextToken { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The whole call.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromSeconds(180);
}

internal static class PhaseFailure
{
    public static ModelException Of(ModelPhase phase, TimeSpan limit) =>
        new(ModelFailures.Timeout, $"The model {WordsFor(phase)} within {limit.TotalSeconds:0.###} s.")
        {
            Phase = phase,
            // Without a connection nothing was asked yet; after that the model may be at work, and asking again doubles it.
            IsTransient = phase == ModelPhase.Connect,
            BlamesEndpoint = true,
            MayCost = phase != ModelPhase.Connect,
        };

    private static string WordsFor(ModelPhase phase) => phase switch
    {
        ModelPhase.Connect => "took no connection",
        ModelPhase.Headers => "did not begin to reply",
        ModelPhase.FirstToken => "said nothing",
        ModelPhase.NextToken => "did not go on",
        _ => "did not finish",
    };
}
