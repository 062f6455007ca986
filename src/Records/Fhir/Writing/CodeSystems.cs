namespace MediAgents.Records.Fhir.Writing;

/// <summary>The URIs of code systems (https://hl7.org/fhir/R4/terminologies-systems.html).</summary>
internal static class CodeSystems
{
    public const string ConditionClinical = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    public const string ConditionVerification = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    public const string ConditionCategory = "http://terminology.hl7.org/CodeSystem/condition-category";
    public const string AllergyClinical = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
    public const string AllergyVerification = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
    public const string ObservationCategory = "http://terminology.hl7.org/CodeSystem/observation-category";
    public const string Interpretation = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
    public const string DataAbsentReason = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    public const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    public const string NullFlavor = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";
    public const string ClaimType = "http://terminology.hl7.org/CodeSystem/claim-type";
    public const string ProcessPriority = "http://terminology.hl7.org/CodeSystem/processpriority";
    public const string Languages = "urn:ietf:bcp:47";
    public const string Loinc = "http://loinc.org";
    public const string Snomed = "http://snomed.info/sct";
    public const string Ucum = "http://unitsofmeasure.org";

    /// <summary>The URI of a terminology as the timeline names it; null for one that has none.</summary>
    public static string? Of(string system) => system switch
    {
        "icd-10-cm" => "http://hl7.org/fhir/sid/icd-10-cm",
        "icd-10" => "http://hl7.org/fhir/sid/icd-10",
        "loinc" => Loinc,
        "snomed-ct" => Snomed,
        "rxnorm" => "http://www.nlm.nih.gov/research/umls/rxnorm",
        "atc" => "http://www.whocc.no/atc",
        _ => null,
    };
}
