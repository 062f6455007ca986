using System.Text.RegularExpressions;
using MediAgents.Billing.Matching.Indic;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Matching;

/// <summary>
/// A medicine recognised on a bill. <paramref name="Ceiling"/> is null when no row has its strength and form, or when the wording
/// leaves one open; then <paramref name="Reason"/> says what. <paramref name="UnitsPerSale"/> is how many of the ceiling's units one
/// billed unit holds.
/// </summary>
public sealed record MedicineMatch(string Molecule, NppaCeiling? Ceiling, decimal UnitsPerSale, string? Reason);

/// <summary>Finds the NPPA ceiling of a medicine by molecule, strength, form and pack. All four must be on the bill.</summary>
public sealed partial class MedicineIndex
{
    /// <summary>An infusion at least, in ml: nothing of that size is an ampoule or drops.</summary>
    private const decimal LeastInfusion = 50;

    private readonly Dictionary<string, List<Entry>> byFirstWord = new(StringComparer.Ordinal);
    private readonly HashSet<string> moleculeWords = new(StringComparer.Ordinal);

    public MedicineIndex(IReadOnlyList<NppaCeiling> ceilings)
    {
        foreach (var ceiling in ceilings)
        {
            var words = MoleculeWords(ceiling.Molecule);
            if (words.Count == 0)
                continue;
            var entry = new Entry(ceiling, words, Dosage.Parse(ceiling.Formulation));
            if (!byFirstWord.TryGetValue(words[0], out var list))
                byFirstWord[words[0]] = list = [];
            list.Add(entry);
            moleculeWords.UnionWith(words.Where(word => word.Length > 4));
        }
    }

    /// <summary>Null if the line names no medicine of the compendium.</summary>
    /// <param name="description">The wording of the line, by molecule or brand. A brand without strength and form decides nothing.</param>
    /// <param name="unitOfSale">The unit printed beside the quantity, if any: a "tab" counts single tablets.</param>
    /// <param name="pack">The pack as printed in a column of its own, which counts like one in the description.</param>
    public MedicineMatch? Match(string description, string? unitOfSale, string? pack = null)
    {
        description = Brands.Expand(IndicReader.ToEnglish(description));
        var words = Names(description);
        var found = new List<Entry>();
        foreach (var word in words)
        {
            if (byFirstWord.TryGetValue(word, out var entries))
                found.AddRange(entries.Where(entry => entry.Words.TrueForAll(words.Contains)));
        }

        if (found.Count == 0)
            return null;
        var dosage = WithForm(WithPack(WithUnits(description, found), pack), found);
        if (dosage.Form == DosageForm.Unknown && dosage.Strengths.Count == 0)
            return null;
        var molecule = found.MaxBy(entry => entry.Words.Count)!;
        var named = words.Distinct(StringComparer.Ordinal).Count(word => moleculeWords.Contains(word));
        if (named > molecule.Words.Count(word => word.Length > 4) || description.Contains('+', StringComparison.Ordinal) && molecule.Words.Count < 2)
            return new(molecule.Ceiling.Molecule, null, 0, "a combination whose parts could not be told apart");
        if (dosage.Strengths.Count == 0 && found.TrueForAll(entry => entry.Dosage.Strengths.Count > 0))
            return new(molecule.Ceiling.Molecule, null, 0, "no strength is printed");
        if (dosage.Form == DosageForm.Unknown)
            return new(molecule.Ceiling.Molecule, null, 0, "no dosage form is printed");
        var same = found.Where(entry => entry.Words.Count == molecule.Words.Count && entry.Dosage.Release == dosage.Release
            && entry.Dosage.Form == dosage.Form && entry.Dosage.IsOfStrength(dosage)
            && (dosage.Strengths.Count > 0 || entry.Dosage.VolumeMl == dosage.VolumeMl)).ToList();
        if (same.Count == 0)
            return new(molecule.Ceiling.Molecule, null, 0, "no ceiling at hand for this strength and form");
        return Priced(InContainer(same, description), dosage, unitOfSale);
    }

    /// <summary>The ceilings of fluids in glass are higher; where the wording names no container, those count in the seller's favour.</summary>
    private static List<Entry> InContainer(List<Entry> same, string description)
    {
        var words = Wording.Split(description);
        var isPlastic = words.Exists(word => word is "plastic" or "polythene" or "poly" or "polybag" or "ldpe" or "pet" or "pvc" or "ffs" or "nonglass")
            || (words.IndexOf("glass") is var glass and > 0 && words[glass - 1] is "non");
        return isPlastic && same.FindAll(entry => entry.Ceiling.Pack.EndsWith("non-glass", StringComparison.Ordinal)) is { Count: > 0 } plastic ? plastic : same;
    }

    private static Dosage WithPack(string description, string? pack) =>
        Dosage.Parse(description) is var dosage && pack is not null && dosage is { PackCount: null, VolumeMl: null } ? Dosage.Parse($"{description} {Packs.Words(pack)}") : dosage;

    /// <summary>
    /// A form that the wording leaves out or says widely, where the list leaves no other: half a litre of what is only infused, a
    /// solution of what is only drunk.
    /// </summary>
    private static Dosage WithForm(Dosage dosage, List<Entry> found)
    {
        if (dosage is { Form: DosageForm.Unknown, VolumeMl: >= LeastInfusion } && found.FindAll(entry => entry.Dosage.IsOfStrength(dosage)) is { Count: > 0 } alike
            && alike.TrueForAll(entry => entry.Dosage.Form == DosageForm.Injection))
            return dosage with { Form = DosageForm.Injection };
        if (dosage.Form == DosageForm.Solution && found.TrueForAll(entry => entry.Dosage.Form != DosageForm.Solution) && found.Exists(entry => entry.Dosage.Form == DosageForm.OralLiquid))
            return dosage with { Form = DosageForm.OralLiquid };
        return dosage;
    }

    private static MedicineMatch Priced(List<Entry> same, Dosage dosage, string? unitOfSale)
    {
        MedicineMatch? best = null;
        foreach (var entry in same)
        {
            var units = UnitsPerSale(entry, dosage, unitOfSale);
            if (units is { } count && (best is null || entry.Ceiling.CeilingInr * count > best.Ceiling!.CeilingInr * best.UnitsPerSale))
                best = new(entry.Ceiling.Molecule, entry.Ceiling, count, null);
        }

        return best ?? new(same[0].Ceiling.Molecule, null, 0, "the pack is not printed, so the price of one unit is unknown");
    }

    private static decimal? UnitsPerSale(Entry entry, Dosage dosage, string? unitOfSale)
    {
        var sale = unitOfSale?.TrimEnd('s', '.').ToLowerInvariant();
        switch (entry.Ceiling.Unit)
        {
            case "tablet" or "capsule" or "suppository" or "patch" or "sachet":
                return sale is "tab" or "tablet" or "cap" or "capsule" or "suppository" or "patch" or "sachet" ? 1 : dosage.PackCount;
            case "ml":
                return sale is "ml" ? 1 : dosage.VolumeMl;
            case "g":
                return dosage.Grams;
            case "dose":
                return dosage.Doses;
            case "pack":
                // A concentration without a pack size leaves the content of the pack open.
                if (entry.Ceiling.Pack.Length == 0 && entry.Dosage.Strengths.Any(strength => strength.EndsWith('%') || strength.EndsWith("/ml", StringComparison.Ordinal)))
                    return null;
                if (entry.Ceiling.Pack.Length == 0)
                    return sale is null or "vial" or "no" or "amp" or "inj" or "unit" or "pc" ? 1 : null;
                var size = entry.Ceiling.Pack.Split(' ')[0];
                return dosage.VolumeMl is { } volume && volume == decimal.Parse(size) ? 1 : null;
            default:
                return null;
        }
    }

    /// <summary>
    /// Tablets print their milligrams bare behind the name: "LEVOFLOXACIN-500 TAB". The number is a strength if the list has the
    /// medicine in it, and no pack.
    /// </summary>
    private static string WithUnits(string description, List<Entry> found)
    {
        var words = DosageWords.Split(description);
        if (DosageWords.FormOf(words) is not (DosageForm.Tablet or DosageForm.Capsule))
            return description;
        HashSet<string> known = [.. found.SelectMany(entry => entry.Dosage.Strengths)];
        var changed = false;
        for (var i = 1; i < words.Count; i++)
        {
            var behind = i + 1 < words.Count ? words[i + 1] : "";
            // "500/125 tab": both parts of a combination.
            if (behind is "/" && i + 2 < words.Count && known.Contains($"{words[i]}mg") && known.Contains($"{words[i + 2]}mg")
                && (i + 3 == words.Count || words[i + 3] is not ("mg" or "mcg" or "g" or "ml")))
            {
                words.Insert(i + 3, "mg");
                changed = true;
                continue;
            }

            if (!known.Contains($"{words[i]}mg") || behind is "mg" or "mcg" or "g" or "ml" or "iu" or "s" or "x" or "%" or "/"
                || !(IsReleaseWord(words[i - 1]) || found.Exists(entry => Names(words[i - 1]).Exists(entry.Words.Contains))))
                continue;
            words.Insert(i + 1, "mg");
            changed = true;
        }

        return changed ? string.Join(' ', words) : description;
    }

    private static bool IsReleaseWord(string word) => DosageWords.ReleaseOf([word]) != Release.Plain;

    /// <summary>The words of a text, other names of medicines replaced by those of the lists.</summary>
    private static List<string> Names(string text) => Phrases.OfMedicines.Replace(Wording.Split(text));

    /// <summary>Those of "Amoxicillin (A) + Clavulanic acid (B)" and of "Phytomenadione (Vitamin K1)", whose bracket is another name.</summary>
    private static List<string> MoleculeWords(string molecule)
    {
        var words = Names(Bracket().Replace(molecule, " "));
        words.RemoveAll(word => word is "plus" or "and" or "the");
        return words;
    }

    [GeneratedRegex(@"[(\[][^\])]*(\([^)]*\)[^\])]*)*[)\]]")]
    private static partial Regex Bracket();

    private sealed record Entry(NppaCeiling Ceiling, List<string> Words, Dosage Dosage);
}
