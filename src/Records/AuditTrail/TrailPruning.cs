using MediAgents.Primitives;

namespace MediAgents.Records.AuditTrail;

/// <summary>The entry that says which entries were removed when their time was over.</summary>
public static class TrailPruning
{
    public const string Action = "trail.prune";

    /// <summary>The access to append, in the transaction that removes <paramref name="count"/> entries.</summary>
    /// <param name="principal">Who had them removed.</param>
    /// <param name="lastRemoved">The last of them; the checkpoint.</param>
    /// <param name="count">How many.</param>
    public static Access Access(Principal principal, TrailHead lastRemoved, long count) =>
        new(principal, Patient: null, Action, SubjectOf(lastRemoved), Count: count);

    /// <summary>Number and code of the last entry removed.</summary>
    internal static string SubjectOf(TrailHead lastRemoved) => $"{lastRemoved.Seq}:{Convert.ToHexStringLower(lastRemoved.Mac.Span)}";
}
