namespace MediAgents.Clinical;

/// <summary>A field of medicine; as a label: <c>cardiology neurology orthopaedics general</c>.</summary>
public enum Specialty
{
    Cardiology,
    Neurology,
    Orthopaedics,
    General,
}

/// <summary>An agent that can be asked; on the wire: <c>cardiologist neurologist orthopedist general_physician bill_auditor document_analyst</c>.</summary>
public enum AgentKind
{
    Cardiologist,
    Neurologist,
    Orthopedist,
    GeneralPhysician,
    BillAuditor,
    DocumentAnalyst,
}

public enum RoutingMode
{
    /// <summary>One agent answers.</summary>
    Single,

    /// <summary>Several agents answer and the aggregator merges their opinions.</summary>
    Council,
}

/// <summary>The words of specialties and agents, and which agent speaks for which specialty.</summary>
public static class Specialties
{
    public static IReadOnlyList<Specialty> All { get; } = Enum.GetValues<Specialty>();

    public static AgentKind ToAgentKind(this Specialty specialty) => specialty switch
    {
        Specialty.Cardiology => AgentKind.Cardiologist,
        Specialty.Neurology => AgentKind.Neurologist,
        Specialty.Orthopaedics => AgentKind.Orthopedist,
        _ => AgentKind.GeneralPhysician,
    };

    /// <summary>The specialty an agent speaks for; null for the bill auditor and the document analyst.</summary>
    public static Specialty? ToSpecialty(this AgentKind kind) => kind switch
    {
        AgentKind.Cardiologist => Specialty.Cardiology,
        AgentKind.Neurologist => Specialty.Neurology,
        AgentKind.Orthopedist => Specialty.Orthopaedics,
        AgentKind.GeneralPhysician => Specialty.General,
        _ => null,
    };

    /// <summary>The label word of evaluation files.</summary>
    public static string ToLabel(this Specialty specialty) => specialty switch
    {
        Specialty.Cardiology => "cardiology",
        Specialty.Neurology => "neurology",
        Specialty.Orthopaedics => "orthopaedics",
        _ => "general",
    };

    /// <summary>The agent's name on the wire.</summary>
    public static string ToWireName(this AgentKind kind) => kind switch
    {
        AgentKind.Cardiologist => "cardiologist",
        AgentKind.Neurologist => "neurologist",
        AgentKind.Orthopedist => "orthopedist",
        AgentKind.BillAuditor => "bill_auditor",
        AgentKind.DocumentAnalyst => "document_analyst",
        _ => "general_physician",
    };
}
