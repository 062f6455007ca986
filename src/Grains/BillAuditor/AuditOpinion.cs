using MediAgents.Grains.Agents;
using MediAgents.Primitives;

namespace MediAgents.Grains.BillAuditor;

/// <summary>Says an audit in words.</summary>
internal static class AuditOpinion
{
    /// <summary>The answer to a question about a bill that nobody has handed in.</summary>
    public static Opinion WithoutBill { get; } = Refused("No bill has been handed in: attach it to the message, or send it to POST /analyze.");

    public static Opinion Refused(string why) => new(GrainKinds.BillAuditor, [], [], 0, ConfidenceLevel.Refused, why);
}
