namespace MediAgents.Billing.Rates;

/// <summary>
/// One ceiling price of the NPPA compendium of 2022, INR without GST for one <paramref name="Unit"/>
/// (tablet, capsule, ml, g, dose, suppository, patch, sachet, or a whole <c>pack</c> of size <paramref name="Pack"/>).
/// </summary>
public sealed record NppaCeiling(
    string Molecule, string Formulation, string Unit, string Pack, decimal CeilingInr, string GazetteNumber, DateOnly GazetteDate);
