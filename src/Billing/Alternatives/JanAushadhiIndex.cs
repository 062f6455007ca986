using System.Globalization;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Alternatives;

/// <summary>A row of the Jan Aushadhi list of the same medicine, and what its units are.</summary>
internal sealed record GenericOffer(JanAushadhiPrice Price, string Unit, decimal UnitsInPack)
{
    /// <summary>INR for one <see cref="Unit"/>.</summary>
    public decimal UnitInr => Price.MrpInr / UnitsInPack;
}

/// <summary>Finds the same medicine in the Jan Aushadhi list: same ingredients, strengths, form, release and place of use.</summary>
internal sealed class JanAushadhiIndex
{
    private readonly Dictionary<(string Content, DosageForm Form, string Route), List<(MedicineName Name, GenericOffer Offer, decimal? VolumeMl)>> byMedicine = [];

    public JanAushadhiIndex(IEnumerable<JanAushadhiPrice> prices)
    {
        foreach (var price in prices)
        {
            if (MedicineName.Parse(price.Name) is not { } name || SaleMeasure.Unit(name.Form) is not { } unit || SaleMeasure.OfPack(name.Form, price.Pack) is not { } units || units <= 0)
                continue;
            var volume = Dosage.Parse(price.Pack).VolumeMl;
            foreach (var content in Contents(name, volume).Distinct())
            {
                var key = (content, name.Form, name.Route);
                if (!byMedicine.TryGetValue(key, out var offers))
                    byMedicine[key] = offers = [];
                offers.Add((name, new(price, unit, units), volume));
            }
        }
    }

    /// <summary>The cheapest row of the medicine by its unit; null where none or not surely the same is listed.</summary>
    public GenericOffer? Cheapest(MedicineName name)
    {
        var volume = name.Dosage.VolumeMl;
        var found = Contents(name, volume).SelectMany(content => byMedicine.GetValueOrDefault((content, name.Form, name.Route)) ?? []).Distinct()
            .Where(entry => entry.Name.Salts == name.Salts || entry.Name.Salts.Length == 0 || name.Salts.Length == 0).ToList();
        var same = found.FindAll(entry => entry.Name.Release == name.Release);
        if (same.Count == 0 && name.Release.Length == 0)
            same = found.FindAll(entry => entry.Name.Release == MedicineName.Coated);
        if (name.Form == DosageForm.Injection)
            same = same.FindAll(entry => IsSameVial(name, volume, entry.Name, entry.VolumeMl));
        // Of two salts of one name, it is open which one the bill means.
        return same.Count == 0 || (name.Salts.Length == 0 && same.Select(entry => entry.Name.Salts).Where(salts => salts.Length > 0).Distinct().Count() > 1)
            ? null : same.Select(entry => entry.Offer).MinBy(offer => offer.UnitInr);
    }

    private static bool IsSameVial(MedicineName billed, decimal? billedMl, MedicineName listed, decimal? listedMl)
    {
        var isConcentration = billed.Content.Contains("/ml", StringComparison.Ordinal) || listed.Content.Contains("/ml", StringComparison.Ordinal)
            || billed.Content.Contains('%', StringComparison.Ordinal);
        return isConcentration ? billedMl is { } ml && ml == listedMl : billedMl is null || listedMl is null || billedMl == listedMl;
    }

    /// <summary>The content as named and, for a solution of known volume, its concentration: 75 mg in 3 ml is 25 mg/ml.</summary>
    private static IEnumerable<string> Contents(MedicineName name, decimal? volume)
    {
        yield return name.Content;
        if (name.Form == DosageForm.Injection && volume is > 0 and var ml && !name.Content.Contains('+', StringComparison.Ordinal)
            && name.Content.EndsWith("mg", StringComparison.Ordinal) && name.Content.LastIndexOf('=') is var at and > 0
            && decimal.TryParse(name.Content.AsSpan(at + 1, name.Content.Length - at - 3), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var mg))
            yield return string.Create(CultureInfo.InvariantCulture, $"{name.Content[..at]}={mg / ml:0.#####}mg/ml");
    }
}
