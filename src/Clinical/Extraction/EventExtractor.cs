using MediAgents.Clinical.Extraction.Allergies;
using MediAgents.Clinical.Extraction.Diagnoses;
using MediAgents.Clinical.Extraction.Encounters;
using MediAgents.Clinical.Extraction.Imaging;
using MediAgents.Clinical.Extraction.Labs;
using MediAgents.Clinical.Extraction.Layout;
using MediAgents.Clinical.Extraction.Medicines;
using MediAgents.Clinical.Extraction.Procedures;
using MediAgents.Clinical.Extraction.Symptoms;
using MediAgents.Clinical.Extraction.Vaccinations;
using MediAgents.Clinical.Extraction.Vitals;

namespace MediAgents.Clinical.Extraction;

/// <summary>
/// Reads events out of discharge summaries, prescriptions, laboratory and imaging reports and clinic letters, by rules: the
/// same text always gives the same events. What is denied, a relative's, only supposed or to be ruled out is no event.
/// </summary>
/// <remarks>
/// Results of one panel and date that stand together are one event with a measurement each, as a patient knows a report
/// and confirms it; trends go by the measurements' names. Time and memory are linear in the text.
/// </remarks>
public static class EventExtractor
{
    /// <summary>Events of one document at most; those of what comes first in it.</summary>
    public const int MostEvents = 500;

    /// <summary>Characters read of one document, about a thousand pages; what follows is not looked at.</summary>
    public const int MostCharacters = 2_000_000;

    private static readonly IExtractionRule[] Rules =
    [
        new EncounterRule(),
        new DiagnosisRule(),
        new SymptomRule(),
        new AllergyRule(),
        new VitalSignRule(),
        new LabRule(),
        new ImagingRule(),
        new ProcedureRule(),
        new VaccinationRule(),
        new MedicineRule(),
    ];

    /// <param name="pages">The text of the pages in order, in their layout.</param>
    /// <param name="received">When the document came in: dates it if it has no date itself, and no event is later than the day after (somewhere it was that day already).</param>
    /// <returns>In the order of the text, at most <see cref="MostEvents"/>, none twice.</returns>
    public static IReadOnlyList<ExtractedEvent> Extract(IReadOnlyList<string> pages, DateOnly received)
    {
        var document = ReadDocument.Of(pages, received);
        if (document.Kind == DocumentKind.Bill)
            return [];
        var events = new EventList(document);
        foreach (var rule in Rules)
            rule.Find(document, events);
        return events.InOrder(MostEvents);
    }
}

/// <summary>Finds events of one type.</summary>
internal interface IExtractionRule
{
    void Find(ReadDocument document, EventList events);
}
