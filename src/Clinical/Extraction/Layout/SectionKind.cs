namespace MediAgents.Clinical.Extraction.Layout;

/// <summary>What a part of a document is about.</summary>
internal enum SectionKind
{
    /// <summary>Before the first heading, and under headings that say nothing here.</summary>
    Other,
    Diagnosis,
    Assessment,
    Impression,
    History,
    FamilyHistory,
    Complaints,
    Medications,
    Allergies,
    Vitals,
    Procedures,
    Investigations,
    Findings,
    Vaccinations,

    /// <summary>What shall be done: nothing that has happened.</summary>
    Plan,
}
