using MediAgents.Grains.Aggregator;
using MediAgents.Grains.Audit;
using MediAgents.Grains.BillAuditor;
using MediAgents.Grains.Compaction;
using MediAgents.Grains.Conversation;
using MediAgents.Grains.DocumentAnalyst;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Orchestrator;
using MediAgents.Grains.Registry;
using MediAgents.Grains.ReportWriter;
using MediAgents.Grains.Run;
using MediAgents.Grains.Specialists.Cardiologist;
using MediAgents.Grains.Specialists.GeneralPhysician;
using MediAgents.Grains.Specialists.Neurologist;
using MediAgents.Grains.Specialists.Orthopedist;
using MediAgents.Grains.Spending;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Grains;

/// <summary>The agents and the other grains of the product, for whichever host runs them.</summary>
public static class GrainsSetup
{
    /// <summary>A finished run, audit, extraction or report is read once or twice more, by those who waited for it; then it only takes memory.</summary>
    private static readonly TimeSpan AfterEnd = TimeSpan.FromSeconds(10);

    /// <summary>People read before they ask again; waking a conversation from the store takes microseconds.</summary>
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<GrainKind> Kinds { get; } =
    [
        KindOf<ConversationGrain>(GrainKinds.Conversation, "One session of a patient: messages, answers, working context", "history", "working context") with { IdleTimeout = BetweenMessages },
        KindOf<CompactionGrain>(GrainKinds.Compaction, "Summaries of a patient's long conversations") with { IdleTimeout = BetweenMessages },
        KindOf<RunGrain>(GrainKinds.Run, "One question on its way to an answer, and its event log") with { IdleTimeout = AfterEnd },
        KindOf<AuditGrain>(GrainKinds.Audit, "One audit of one bill, and its outcome") with { IdleTimeout = AfterEnd },
        KindOf<ExtractionGrain>(GrainKinds.Extraction, "One reading of one document for the timeline, and what it proposed") with { IdleTimeout = AfterEnd },
        KindOf<ReportGrain>(GrainKinds.Report, "One report and its versions") with { IdleTimeout = AfterEnd },
        KindOf<OrchestratorGrain>(GrainKinds.Orchestrator, "Decides which agents answer a question, and why", "routing", "follow-ups") with { Rebuildable = true },
        KindOf<CardiologistGrain>(GrainKinds.Cardiologist, "Heart and blood vessels", "symptoms", "risk factors", "ECG and echo wording"),
        KindOf<NeurologistGrain>(GrainKinds.Neurologist, "Brain, spinal cord and nerves", "nervous system", "neuro-imaging wording", "cognition"),
        KindOf<OrthopedistGrain>(GrainKinds.Orthopedist, "Bones, joints and muscles", "musculoskeletal complaints", "injuries", "X-ray and MRI wording"),
        KindOf<GeneralPhysicianGrain>(GrainKinds.GeneralPhysician, "Primary care and referral", "common illness", "blood tests", "prevention", "referral"),
        KindOf<BillAuditorGrain>(GrainKinds.BillAuditor, "Audits hospital bills against government rate lists", "rates", "duplicates", "non-payable items", "arithmetic"),
        KindOf<DocumentAnalystGrain>(GrainKinds.DocumentAnalyst, "Reads medical documents and proposes their events for the timeline", "lab results", "diagnoses", "medicines", "procedures", "evidence"),
        KindOf<ReportWriterGrain>(GrainKinds.ReportWriter, "Writes doctor reports over the record", "doctor reports", "recommendations by rule", "open questions", "questions about a report"),
        KindOf<AggregatorGrain>(GrainKinds.Aggregator, "Merges opinions and names contradictions", "merging", "disagreements", "confidence"),
        KindOf<SpendingGrain>(GrainKinds.Spending, "What one user spends on models") with { IdleTimeout = AfterEnd },
        KindOf<RegistryGrain>(GrainKinds.Registry, "Knows the agents and how they are", "listing"),
    ];

    private static GrainKind KindOf<TGrain>(string name, string description, params string[] capabilities)
        where TGrain : Grain
    {
        var create = ActivatorUtilities.CreateFactory<TGrain>([]);
        return new GrainKind(name, typeof(TGrain), provider => create(provider, []), description, capabilities);
    }
}
