using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Reports.Labs;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Drafting;

/// <summary>
/// The material as sections and rules look at it. Standing facts (problems, allergies, medicines) hold whatever the period
/// is: a report that left out an old allergy would be dangerous. The rest is taken from the period.
/// </summary>
internal sealed class Dossier
{
    private readonly Dictionary<string, TimelineEvent> eventOf;

    public Dossier(ReportMaterial material, ReportOrder order, DateOnly today, ConfidenceThresholds thresholds)
    {
        Material = material;
        Order = order;
        Thresholds = thresholds;
        AsOf = order.Period.Until() is { } until && LastDay(until) is var last && last < today ? last : today;
        Confirmed = [.. material.Events.Where(one => one.Status == EventStatus.Confirmed)];
        Proposed = [.. material.Events.Where(one => one.Status == EventStatus.Proposed)];
        InPeriod = [.. Confirmed.Where(one => order.Period.Contains(one.Content.OccurredAt))];
        Labs = TestTrends.Of(InPeriod);
        eventOf = Confirmed.ToDictionary(one => one.Id, StringComparer.Ordinal);
        Problems = Problem.ListOf(Profile, Confirmed, AsOf);
        Allergies = KnownAllergy.ListOf(Profile, ProfileSource, Confirmed);
        Medicines = TakenMedicine.ListOf(Profile, ProfileSource, Confirmed, AsOf);
    }

    public ReportMaterial Material { get; }

    public ReportOrder Order { get; }

    public ConfidenceThresholds Thresholds { get; }

    public DateOnly AsOf { get; }

    public PatientProfile Profile => Material.Profile?.Profile ?? new PatientProfile();

    public StatementSource ProfileSource => new(SourceKind.Profile, "profile", Material.Profile?.Version ?? 0);

    /// <summary>Confirmed events up to the end of the period, oldest first.</summary>
    public IReadOnlyList<TimelineEvent> Confirmed { get; }

    public IReadOnlyList<TimelineEvent> Proposed { get; }

    public IReadOnlyList<TimelineEvent> InPeriod { get; }

    public IReadOnlyList<TestTrend> Labs { get; }

    public IReadOnlyList<Problem> Problems { get; }

    public IReadOnlyList<KnownAllergy> Allergies { get; }

    public IReadOnlyList<TakenMedicine> Medicines { get; }

    /// <summary>Conclusions and refusals of the period, newest first.</summary>
    public IEnumerable<SpecialistOpinion> Opinions =>
        Material.Opinions.Where(opinion => Order.Period.Contains(opinion.Time)).OrderByDescending(opinion => opinion.Time).ThenBy(opinion => opinion.Specialist, StringComparer.Ordinal);

    public IEnumerable<BillVerdict> Audits =>
        Material.Audits.Where(audit => Order.Period.Contains(audit.Time)).OrderByDescending(audit => audit.Time);

    /// <summary>The event a value stands in, with the words it was found in.</summary>
    public StatementSource SourceOf(LabValue value) => Statements.SourceOf(eventOf[value.EventId]);

    private static DateOnly LastDay(DateTimeOffset until) => DateOnly.FromDateTime(until.AddTicks(-1).UtcDateTime);
}

/// <summary>What a report is to be about.</summary>
public sealed record ReportOrder(string Title, ReportPeriod Period);
