using MediAgents.Primitives;
using MediAgents.Records.Reports.Questioning;
using MediAgents.Records.Reports.Recommending;

namespace MediAgents.Records.Reports.Drafting;

/// <summary>
/// Drafts a report without a model: it says what the record says, and recommends only what a rule justifies. The same
/// material on the same day gives the same report.
/// </summary>
public static class ReportDraft
{
    /// <summary>The model of a report that was drafted without one.</summary>
    public const string Model = "extractive";

    /// <summary>The language the report is written in; the record's own words stay as they are.</summary>
    public const string Language = "english";

    /// <param name="material">What the record holds.</param>
    /// <param name="order">What the report is to be about.</param>
    /// <param name="today">The day of drafting.</param>
    /// <param name="thresholds">From when on an opinion counts as sure enough to need no question.</param>
    public static Report Of(ReportMaterial material, ReportOrder order, DateOnly today, ConfidenceThresholds thresholds)
    {
        var dossier = new Dossier(material, order, today, thresholds);
        return new Report(order.Title, order.Period, dossier.AsOf,
        [
            Sections.Patient(dossier),
            new ReportPart(ReportSection.Summary, []),
            Recommendations.Of(dossier),
            OpenQuestions.Of(dossier),
            Sections.Problems(dossier),
            Sections.Allergies(dossier),
            Sections.Medicines(dossier),
            Sections.Labs(dossier),
            Sections.Timeline(dossier),
            Sections.Opinions(dossier),
            Sections.Bills(dossier),
        ]);
    }
}
