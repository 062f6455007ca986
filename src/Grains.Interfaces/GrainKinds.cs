using MediAgents.Primitives;

namespace MediAgents.Grains;

/// <summary>The names of the kinds, as in keys and on the wire, and how their keys are made.</summary>
public static class GrainKinds
{
    public const string Conversation = "conversation";
    public const string Compaction = "compaction";
    public const string Run = "run";
    public const string Audit = "audit";
    public const string Report = "report";
    public const string Orchestrator = "orchestrator";
    public const string Cardiologist = "cardiologist";
    public const string Neurologist = "neurologist";
    public const string Orthopedist = "orthopedist";
    public const string GeneralPhysician = "general_physician";
    public const string BillAuditor = "bill_auditor";
    public const string DocumentAnalyst = "document_analyst";
    public const string Extraction = "extraction";
    public const string ReportWriter = "report_writer";
    public const string Aggregator = "aggregator";
    public const string Spending = "spending";
    public const string Registry = "registry";

    /// <summary>A conversation is known by its session id.</summary>
    public static GrainKey ConversationOf(string sessionId) => new(Conversation, sessionId);

    public static GrainKey RunOf(string runId) => new(Run, runId);

    public static GrainKey AuditOf(string auditId) => new(Audit, auditId);

    public static GrainKey ExtractionOf(string extractionId) => new(Extraction, extractionId);

    public static GrainKey ReportOf(string reportId) => new(Report, reportId);

    /// <summary>An agent that works for one patient: one activation per kind and patient.</summary>
    public static GrainKey AgentOf(string kind, PatientId patient) => new(kind, patient.Hash);

    /// <summary>The one registry of a deployment.</summary>
    public static GrainKey TheRegistry { get; } = new(Registry, "main");
}
