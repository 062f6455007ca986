using MediAgents.Billing.Matching;

namespace MediAgents.Billing.Alternatives;

/// <summary>In what a medicine's price is compared, and how much of it a pack holds.</summary>
internal static class SaleMeasure
{
    /// <summary><c>tablet capsule ml g vial ...</c>; null for forms whose packs cannot be compared.</summary>
    public static string? Unit(DosageForm form) => form switch
    {
        DosageForm.Tablet => "tablet",
        DosageForm.Capsule => "capsule",
        DosageForm.Suppository => "suppository",
        DosageForm.Patch => "patch",
        DosageForm.Sachet => "sachet",
        DosageForm.OralLiquid or DosageForm.Drops or DosageForm.Lotion or DosageForm.Solution => "ml",
        DosageForm.Ointment or DosageForm.Cream or DosageForm.Gel => "g",
        DosageForm.Injection => "vial",
        _ => null,
    };

    /// <summary>How many units the pack of a list holds; null where it is not printed plainly.</summary>
    public static decimal? OfPack(DosageForm form, string pack)
    {
        var dosage = Dosage.Parse($"{(Unit(form) == "g" ? "cream " : "")}{pack}");
        return Unit(form) switch
        {
            "tablet" or "capsule" or "suppository" or "patch" or "sachet" => dosage.PackCount,
            "ml" => dosage.VolumeMl,
            "g" => dosage.Grams,
            "vial" => dosage.PackCount ?? 1,
            _ => null,
        };
    }

    /// <summary>How many units one billed unit holds; null where the bill does not say it.</summary>
    public static decimal? OfBilled(DosageForm form, Dosage dosage, string? unitOfSale)
    {
        var sale = unitOfSale?.TrimEnd('s', '.').ToLowerInvariant();
        return Unit(form) switch
        {
            "tablet" or "capsule" or "suppository" or "patch" or "sachet" =>
                sale is "tab" or "tablet" or "cap" or "capsule" or "suppository" or "patch" or "sachet" ? 1 : dosage.PackCount,
            "ml" => sale is "ml" ? 1 : dosage.VolumeMl,
            "g" => sale is "g" or "gm" ? 1 : dosage.Grams,
            "vial" => dosage.PackCount ?? 1,
            _ => null,
        };
    }
}
