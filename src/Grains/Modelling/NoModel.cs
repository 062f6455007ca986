using MediAgents.Models.Failures;

namespace MediAgents.Grains.Modelling;

/// <summary>Why no model wrote, in words for the reader, without full stop: who tells it adds what is done instead.</summary>
public static class NoModel
{
    public const string LocalOnly = "This record is for local models only and none is set up";

    public const string Unusable = "The model gave no usable answer";

    public static string ReasonOf(ModelException failure) => failure.Code switch
    {
        ModelFailures.OverBudget => "The budget for models is used up",
        ModelFailures.BrokenStream => "The model broke off",
        ModelFailures.BadReply or ModelFailures.TooLong => Unusable,
        _ => "No model could be reached",
    };
}
