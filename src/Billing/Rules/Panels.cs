using MediAgents.Billing.Matching;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Panels of tests and the single tests they report. Contents are those that the CGHS list prints in the panel's own name (memorandum
/// of 3 Oct 2025: LB012 complete haemogram, LB123 kidney function, LB125 lipid profile, LB160 thyroid function); of the liver function
/// test (LB124) the list prints none, so its parts are those that laboratories report under the name.
/// </summary>
internal static class Panels
{
    private static readonly HashSet<string> Fillers = ["test", "level", "estimation", "serum", "blood", "plasma", "count", "total", "examination", "study", "direct", "indirect", "conjugated", "ratio", "cholesterol"];

    private static readonly (string Name, bool IsPrinted, string[] Panel, string[][] Parts)[] All =
    [
        ("complete haemogram", true, ["cbc"], [["hb"], ["tlc"], ["dlc"], ["esr"], ["platelet"], ["peripheral", "smear"], ["rbc"]]),
        ("kidney function test", true, ["kft"], [["creatinine"], ["bun", "urea"], ["urea"], ["bun"], ["uric", "acid"], ["sodium"], ["potassium"]]),
        ("lipid profile", true, ["lipid", "profile"], [["cholesterol"], ["triglyceride"], ["ldl"], ["hdl"], ["vldl"], ["low", "density", "lipoprotein", "ldl"], ["high", "density", "lipoprotein", "hdl"]]),
        ("thyroid function test", true, ["tft"], [["t3"], ["t4"], ["tsh"]]),
        ("liver function test", false, ["lft"], [["bilirubin"], ["sgpt"], ["sgot"], ["alp"], ["albumin"], ["protein", "albumin", "globulin"], ["ggt"]]),
    ];

    /// <summary>The panel a line bills, or null.</summary>
    public static (string Name, bool IsPrinted, string[][] Parts)? Of(LineContext line)
    {
        if (line.Medicine is not null)
            return null;
        foreach (var (name, isPrinted, panel, parts) in All)
        {
            if (panel.All(line.Words.Contains) && !line.Names("urine", "urinary", "extended", "without"))
                return (name, isPrinted, parts);
        }

        return null;
    }

    /// <summary>True when the line bills one of the parts alone, and nothing that would make it another test.</summary>
    public static bool IsPart(LineContext line, string[][] parts)
    {
        if (line.Medicine is not null || line.Words.Count == 0)
            return false;
        var words = line.Rate is { } rate ? Wording.Tokens(rate.Name) : [.. line.Words];
        return Array.Exists(parts, part => Array.TrueForAll(part, words.Contains) && words.TrueForAll(word => part.Contains(word) || Fillers.Contains(word)));
    }
}
