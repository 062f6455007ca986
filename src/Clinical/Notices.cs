namespace MediAgents.Clinical;

/// <summary>Sentences every medical answer carries.</summary>
public static class Notices
{
    /// <summary>Stands once in every medical answer.</summary>
    public const string NotADiagnosis =
        "This is general information and not a diagnosis; please see a doctor about your own case, and call 112 in an emergency.";
}
