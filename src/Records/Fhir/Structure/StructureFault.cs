namespace MediAgents.Records.Fhir.Structure;

/// <summary>One thing in which JSON departs from the published structure. Holds names and places, no value of the document.</summary>
/// <param name="Place">Where, e.g. <c>Bundle.entry[2].resource.status</c>.</param>
/// <param name="Rule">What it breaks: <c>json</c>, <c>unknown</c>, <c>cardinality</c>, <c>type</c>, <c>binding</c>, <c>reference</c>, or the name of an invariant, e.g. <c>obs-6</c>.</param>
/// <param name="Problem">One sentence.</param>
public sealed record StructureFault(string Place, string Rule, string Problem);
