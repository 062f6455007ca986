using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Modelling;
using MediAgents.Grains.Prompts;
using MediAgents.Grains.Reports;
using MediAgents.Models.Endpoints;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Reports.Prose;
using MediAgents.Records.Timeline;

namespace MediAgents.Grains.ReportWriter;

/// <summary>
/// Reads a patient's record and drafts a report over it: by rule, and with a model's summary where there is a model. At most as
/// many are read at once as there are processors: a draft holds the events it reads in memory.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without wait handle holds nothing to free, and work still leaves while the host ends.")]
public sealed class ReportDrafting(ITimelineStore timeline, IProfileStore profiles, PatientModels models, ConfidenceThresholds thresholds, TimeProvider time)
{
    /// <summary>Events that one draft reads at most, the newest.</summary>
    public const int MostEvents = 10_000;

    private const string Action = "report.read";

    private const string SummaryTask =
        "Write the summary of this report: who the patient is, which problems stand and how they are treated, what has changed in the values, and what is open or to be done first.";

    private static readonly string[] Specialists =
        [GrainKinds.Cardiologist, GrainKinds.Neurologist, GrainKinds.Orthopedist, GrainKinds.GeneralPhysician];

    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount));

    /// <param name="grains">Where the patient's specialists and bill auditor are asked.</param>
    /// <param name="scope">Who asks, and whose record it is.</param>
    /// <param name="subject">What the report is to be about.</param>
    /// <param name="newest">The version before it; null for the first.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<ReportVersion> DraftAsync(IGrains grains, PatientScope scope, ReportSubject subject, VersionSummary? newest, CancellationToken cancellationToken)
    {
        var order = new ReportOrder(subject.Title, new ReportPeriod(TimeOf(subject.From), TimeOf(subject.To)));
        var now = time.GetUtcNow();
        var (material, report) = await DraftByRuleAsync(grains, scope, order, now, cancellationToken);
        var model = models.Open(material.Profile?.Profile, scope.Patient, SortableId.New("draft_", time), ModelPurpose.Report, GrainKinds.ReportWriter);
        var prompt = AgentPrompts.Of(GrainKinds.ReportWriter)!;
        var promptHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt.Text)));
        var inputs = ReportInputs.Of(material, model.Name ?? ReportDraft.Model, promptHash, order.Title, order.Period.From?.Text, order.Period.To?.Text);
        var summary = new VersionSummary(
            Number: 0,
            now,
            ReportDraft.Model,
            prompt.Version,
            promptHash,
            inputs.Hash,
            // The day alone makes no new version; what follows from it does.
            ReportInputs.HashOf(report.Parts.Where(part => part.Section != ReportSection.Summary)),
            ReportDraft.Language,
            Statements: 0);
        if (newest is null || newest.Model == ReportDraft.Model || !newest.SaysTheSameAs(summary))
            (report, summary) = await SummariseAsync(model, report, summary, cancellationToken);
        return new ReportVersion(
            summary with { Statements = report.Parts.Sum(part => part.Statements.Count) },
            JsonSerializer.SerializeToElement(inputs, WireJson.Options),
            JsonSerializer.SerializeToElement(report, WireJson.Options));
    }

    private async Task<(ReportMaterial Material, Report Report)> DraftByRuleAsync(
        IGrains grains, PatientScope scope, ReportOrder order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var material = await ReadAsync(grains, scope, order.Period, cancellationToken);
            return (material, ReportDraft.Of(material, order, DateOnly.FromDateTime(now.UtcDateTime), thresholds));
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>With a model's summary, or with a note why there is none where the reader would expect one.</summary>
    private static async Task<(Report Report, VersionSummary Summary)> SummariseAsync(
        PatientModel model, Report report, VersionSummary summary, CancellationToken cancellationToken)
    {
        if (model.Client is not { } client)
            return (report, model.IsKeptLocal ? summary with { Note = ByRule(NoModel.LocalOnly) } : summary);
        var written = await ReportScribe.WriteAsync(client, SummaryTask, ReportFact.Of(report), cancellationToken);
        if (written.WhyNone is { } why || written.Prose is not { } prose)
            return (report, summary with { Note = ByRule(written.WhyNone ?? NoModel.Unusable), Usage = written.Usage });
        return (prose.Into(report), summary with
        {
            Model = written.Model ?? model.Name ?? summary.Model,
            Note = prose.Dropped > 0 ? CheckedProse.NoteOf(prose.Dropped) : null,
            Usage = written.Usage,
        });
    }

    private static string ByRule(string why) => $"{why}; the report is drafted by rule alone.";

    private async Task<ReportMaterial> ReadAsync(IGrains grains, PatientScope scope, ReportPeriod period, CancellationToken cancellationToken)
    {
        var (events, leftOut) = await ReadEventsAsync(scope, period, cancellationToken);
        var audits = await grains.AskAsync(GrainKinds.AgentOf(GrainKinds.BillAuditor, scope.Patient), new ListAudits(scope.Patient), cancellationToken);
        return new ReportMaterial
        {
            Profile = await profiles.FindAsync(scope, cancellationToken),
            Events = events,
            EventsLeftOut = leftOut,
            Opinions = await ReadOpinionsAsync(grains, scope.Patient, cancellationToken),
            Audits = [.. audits.Audits.Select(audit => new BillVerdict(
                audit.AuditId, audit.DocumentId, audit.Time, audit.Verdict, audit.ClaimedInr, audit.DisputedInr, audit.Headline))],
        };
    }

    /// <summary>From the beginning, whatever the period: what stands, like an allergy, may be old.</summary>
    private async Task<(IReadOnlyList<TimelineEvent> Events, long LeftOut)> ReadEventsAsync(PatientScope scope, ReportPeriod period, CancellationToken cancellationToken)
    {
        var newest = new Queue<TimelineEvent>();
        var leftOut = 0L;
        var filter = new TimelineFilter(Until: period.Until(), AnyStatus: true);
        await foreach (var one in timeline.ScanAsync(scope, filter, Action, cancellationToken))
        {
            if (one.Status is not (EventStatus.Confirmed or EventStatus.Proposed))
                continue;
            if (newest.Count == MostEvents)
            {
                newest.Dequeue();
                leftOut++;
            }

            newest.Enqueue(one);
        }

        return ([.. newest], leftOut);
    }

    private static async Task<IReadOnlyList<SpecialistOpinion>> ReadOpinionsAsync(IGrains grains, PatientId patient, CancellationToken cancellationToken)
    {
        var opinions = new List<SpecialistOpinion>();
        foreach (var specialist in Specialists)
        {
            var held = await grains.AskAsync(GrainKinds.AgentOf(specialist, patient), new ReadConclusions(), cancellationToken);
            opinions.AddRange(held.Conclusions.Select(one => new SpecialistOpinion(specialist, one.RunId, one.Time, one.Question, one.Summary, one.Confidence)));
            opinions.AddRange(held.OpenQuestions.Select(one => new SpecialistOpinion(specialist, one.RunId, one.Time, one.Question, Summary: null, Confidence: 0)));
        }

        return [.. opinions.OrderBy(opinion => opinion.Time).ThenBy(opinion => opinion.Specialist, StringComparer.Ordinal).ThenBy(opinion => opinion.RunId, StringComparer.Ordinal)];
    }

    private static EventTime? TimeOf(string? written) => written is null ? null : EventTime.Parse(written);
}
