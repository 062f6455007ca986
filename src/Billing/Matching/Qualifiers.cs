namespace MediAgents.Billing.Matching;

/// <summary>
/// Words that change the price: with or without contrast, one or both sides, first or additional, open or laparoscopic, counts and
/// stages. Two names that disagree on one are different services however alike they read.
/// </summary>
public static class Qualifiers
{
    private static readonly HashSet<string> Words =
    [
        "contrast", "noncontrast", "without",
        "unilateral", "bilateral", "one", "single", "double", "multiple",
        "first", "1st", "frist", "subsequent", "additional", "repeat", "2nd", "second", "3rd", "third",
        "laparoscopic", "open", "endoscopic", "robotic", "vaginal",
        "total", "partial", "subtotal", "hemi", "radical",
        "major", "minor", "small", "medium", "large", "simple", "complex", "complicated",
        "male", "female", "diagnostic", "therapeutic", "quantitative", "qualitative", "direct", "indirect",
        "free", "ionic", "igg", "igm", "iga", "ige", "positive", "negative",
        "local", "general", "above", "below", "upper", "lower", "whole", "anterior", "posterior",
        "primary", "secondary", "revision", "stage", "i", "ii", "iii", "iv", "v", "vi",
        "opd", "inpatient", "superspeciality", "exercise", "pharmacological", "2d", "3d", "4d",
    ];

    /// <summary>Words that make another service of the one they stand beside: nobody bills a CT angiography as a CT.</summary>
    private static readonly HashSet<string> Defining =
    [
        "angiography", "venography", "urography", "enterography", "enteroclysis", "elastography", "spectroscopy", "perfusion", "doppler",
        "biopsy", "guided", "aspiration", "mycobacterial", "fungal", "anaerobic", "rapid",
        "pcr", "fish", "genotyping", "karyotyping", "mutation", "rearrangement",
    ];

    /// <summary>Things that are sold as well as used.</summary>
    private static readonly HashSet<string> Goods =
        ["tube", "needle", "catheter", "plate", "screw", "wire", "stent", "mesh", "lens", "implant", "cannula", "bag", "kit", "drain", "strip", "machine", "film", "mask", "gun", "balloon"];

    /// <summary>What is done with such a thing.</summary>
    private static readonly HashSet<string> Acts =
        ["insertion", "removal", "replacement", "change", "implantation", "placement", "fixation", "repair", "application", "stenting", "catheterization", "catheterisation"];

    private static readonly HashSet<string> Otherwise = ["laparoscopic", "endoscopic", "robotic", "closed", "percutaneous", "thoracoscopic", "vaginal"];

    /// <summary>True for a word that a description must have if its row has it.</summary>
    public static bool IsDefining(string token) => Defining.Contains(token);

    /// <summary>
    /// True if a description names a thing and the row what is done with it: a Ryle's tube is not its insertion, and costs what the
    /// pharmacy asks.
    /// </summary>
    /// <param name="description">In canonical words.</param>
    /// <param name="row">In canonical words.</param>
    public static bool NamesTheThing(IReadOnlyCollection<string> description, IReadOnlyCollection<string> row) =>
        description.Any(Goods.Contains) && row.Any(word => Acts.Contains(word) && !description.Contains(word)) && !description.Any(Acts.Contains);

    /// <summary>True for a qualifier or a number.</summary>
    public static bool IsQualifier(string token) => Words.Contains(token) || (token.Length > 0 && char.IsDigit(token[0]));

    /// <summary>
    /// True when one of a description's qualifiers is missing from the row. A row may be more specific than the description;
    /// whether that is ambiguous depends on the rows beside it.
    /// </summary>
    /// <param name="qualifiers">Those of the description.</param>
    /// <param name="canonical">The row in canonical words.</param>
    /// <param name="words">The row in canonical words and words as written: "anterior" of "anterior cruciate ligament" too.</param>
    public static bool Conflict(IReadOnlyList<string> qualifiers, IReadOnlyCollection<string> canonical, IReadOnlyCollection<string> words)
    {
        foreach (var qualifier in qualifiers)
        {
            // An operation is open where its row does not say another way.
            if (qualifier == "open" && !words.Any(Otherwise.Contains))
                continue;
            // One side is what a row is for that does not say both.
            if (qualifier == "unilateral" && !words.Any(word => word is "bilateral" or "both"))
                continue;
            // "Without contrast" has the word as written and is the opposite.
            if (!(qualifier == "contrast" ? canonical : words).Contains(qualifier))
                return true;
        }

        return false;
    }
}
