namespace MediAgents.Billing.Matching;

/// <summary>The pharmaceutical form as far as a ceiling price depends on it.</summary>
public enum DosageForm
{
    Unknown,
    Tablet,
    Capsule,
    Injection,
    OralLiquid,
    Drops,
    Ointment,
    Cream,
    Gel,
    Lotion,
    Suppository,
    Inhaler,
    Nebuliser,
    Patch,
    Sachet,
    Solution,
}

/// <summary>How a form gives its medicine away; a ceiling holds for its own kind only.</summary>
public enum Release
{
    Plain,
    /// <summary>SR, ER, CR, XR, XL and the like.</summary>
    Prolonged,
    /// <summary>Dispersible, effervescent, enteric coated, chewable; the compendium prices the first three together.</summary>
    Special,
    /// <summary>Liposomal, lipid, pegylated, depot.</summary>
    Carrier,
}
