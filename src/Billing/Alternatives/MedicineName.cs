using System.Text.RegularExpressions;
using MediAgents.Billing.Matching;

namespace MediAgents.Billing.Alternatives;

/// <summary>
/// A medicine as its name tells it: what is in it and how much of each, in which form, released how, where it goes. Two names are of
/// one medicine only if all of that agrees; salts agree where both name them.
/// </summary>
internal sealed partial record MedicineName(string Content, string Salts, DosageForm Form, string Release, string Route, Dosage Dosage)
{
    private static readonly Dictionary<string, string> Spellings = new(StringComparer.Ordinal)
    {
        ["acetaminophen"] = "paracetamol", ["acetylsalicylic"] = "aspirin", ["amoxycillin"] = "amoxicillin", ["clavulanic"] = "clavulanate", ["cephalexin"] = "cefalexin",
        ["frusemide"] = "furosemide", ["levothyroxine"] = "thyroxine", ["albuterol"] = "salbutamol", ["rifampin"] = "rifampicin", ["torasemide"] = "torsemide",
        ["cholecalciferol"] = "colecalciferol", ["adrenalin"] = "adrenaline", ["epinephrine"] = "adrenaline", ["lidocaine"] = "lignocaine", ["glyburide"] = "glibenclamide",
    };

    private static readonly HashSet<string> SaltWords =
    [
        "sodium", "potassium", "calcium", "magnesium", "hydrochloride", "hcl", "dihydrochloride", "hydrobromide", "bromide", "chloride", "maleate", "besylate", "besilate", "mesylate",
        "fumarate", "succinate", "tartrate", "citrate", "acetate", "phosphate", "sulphate", "sulfate", "nitrate", "propionate", "dipropionate", "valerate", "furoate", "gluconate",
        "axetil", "proxetil", "medoxomil", "diethylamine", "disodium", "trihydrate", "monohydrate", "dihydrate", "hemihydrate", "anhydrous", "tromethamine",
    ];

    private static readonly HashSet<string> Nothing =
    [
        "tab", "tablet", "cap", "capsule", "inj", "injection", "vial", "amp", "ampoule", "infusion", "ivf", "iv", "im", "syrup", "syp", "suspension", "susp", "oral", "drop", "ointment",
        "oint", "cream", "gel", "lotion", "inhaler", "inhalation", "rotacap", "mdi", "dpi", "respule", "nebuliser", "nebulizer", "nebulisation", "respirator", "patch", "sachet", "solution", "suppository",
        "powder", "film", "coated", "hard", "soft", "gelatin", "ip", "bp", "usp", "ph", "nfi", "w", "v", "mg", "mcg", "g", "gm", "ml", "iu", "unit", "ku", "lac", "percent", "of", "x", "strip", "pack",
        "box", "bottle", "and", "with", "per", "for", "each", "in", "the", "as", "paediatric", "pediatric", "sugar", "free", "flavor", "flavored", "base", "liquid", "sterile", "dose", "acid", "plu", "plus",
        "topical", "external", "s", "t", "no", "nos", "pcs", "dry", "use", "single", "unit", "eq", "to", "release",
    ];

    private static readonly Dictionary<string, string> ReleaseWords = new(StringComparer.Ordinal)
    {
        ["sr"] = "slow", ["er"] = "slow", ["cr"] = "slow", ["xr"] = "slow", ["xl"] = "slow", ["mr"] = "slow", ["pr"] = "slow", ["prolonged"] = "slow", ["sustained"] = "slow", ["extended"] = "slow", ["controlled"] = "slow",
        ["modified"] = "slow", ["gastro"] = "gastro", ["resistant"] = "gastro", ["enteric"] = "gastro", ["ec"] = "gastro", ["delayed"] = "gastro", ["dr"] = "gastro",
        ["dispersible"] = "dispersible", ["dt"] = "dispersible", ["disintegrating"] = "dispersible", ["dissolving"] = "dispersible", ["odt"] = "dispersible", ["md"] = "dispersible", ["orally"] = "dispersible", ["mouth"] = "dispersible",
        ["chewable"] = "chewable", ["effervescent"] = "effervescent", ["liposomal"] = "liposomal", ["pegylated"] = "pegylated",
    };

    private static readonly Dictionary<string, string> RouteWords = new(StringComparer.Ordinal)
    {
        ["eye"] = "eye", ["ophthalmic"] = "eye", ["ear"] = "ear", ["otic"] = "ear", ["nasal"] = "nose", ["vaginal"] = "vaginal", ["rectal"] = "rectal", ["nail"] = "nail",
    };

    /// <summary>A list price leaves out the coating of what is only sold coated, and so do bills.</summary>
    public const string Coated = "gastro";

    /// <summary>Null when the strength of an ingredient or the form is not named.</summary>
    public static MedicineName? Parse(string text)
    {
        var written = Per().Replace(text, "/");
        var whole = Dosage.Parse(written);
        if (whole.Form == DosageForm.Unknown || whole.Strengths.Count == 0 || text.Length > 300)
            return null;
        var (salts, release, route) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var content = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in Parts().Split(written))
        {
            var words = Words(part, salts, release, route);
            if (words.Count == 0)
                continue;
            // The form decides how grams are read, and stands only once.
            var strengths = Dosage.Parse($"{FormWord(whole.Form)} {part}").Strengths;
            if (strengths.Count != 1)
                return null;
            content.Add($"{string.Join(' ', words)}={strengths[0]}");
        }

        return content.Count == 0 ? null
            : new(string.Join('+', content), string.Join(' ', salts), whole.Form, string.Join(' ', release), string.Join(' ', route), whole);
    }

    /// <summary>The words of the ingredient, in order of the alphabet; what belongs to the whole medicine goes to the other sets.</summary>
    private static SortedSet<string> Words(string part, SortedSet<string> salts, SortedSet<string> release, SortedSet<string> route)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        var ownSalts = new List<string>();
        foreach (var found in Letters().Matches(part).Select(match => match.Value.ToLowerInvariant()))
        {
            var word = found.Length > 4 && found.EndsWith('s') && Nothing.Contains(found[..^1]) ? found[..^1] : found;
            if (ReleaseWords.TryGetValue(word, out var kind))
                release.Add(kind);
            else if (RouteWords.TryGetValue(word, out var place))
                route.Add(place);
            else if (SaltWords.Contains(word))
                ownSalts.Add(word == "hcl" ? "hydrochloride" : word == "sulfate" ? "sulphate" : word == "besilate" ? "besylate" : word);
            else if (word.Length > 1 && !Nothing.Contains(word))
                words.Add(Spellings.GetValueOrDefault(word, word));
        }

        // "Calcium carbonate" and "potassium chloride" are the medicine itself.
        if (words.Count == 0 || words.All(word => word is "carbonate" or "bicarbonate" or "lactate"))
            words.UnionWith(ownSalts);
        else
            salts.UnionWith(ownSalts);
        return words;
    }

    private static string FormWord(DosageForm form) => form switch
    {
        DosageForm.Ointment => "ointment",
        DosageForm.Cream => "cream",
        DosageForm.Gel => "gel",
        _ => "",
    };

    [GeneratedRegex(@"\s+per\s+|(?<=\d\s*(mg|mcg|g|gm|iu)\s*)per\s*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Per();

    [GeneratedRegex(@"\s+and\s+|\s*[,+&]\s*|\s+with\s+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\p{L}+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Letters();
}
