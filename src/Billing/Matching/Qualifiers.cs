namespace MediAgents.Billing.Matching;

/// <summary>
/// Words that change the price: with or without contrast, one or both sides, first or additional, open or laparoscopic, counts and
/// stages. Two names that disagree on one are different services however alike they read.
/// </summary>
public static class Qualifiers
{
    private static readonly string[][] Groups =
    [
        ["contrast", "noncontrast"],
        ["unilateral", "bilateral", "single", "double"],
        ["first", "1st", "frist", "subsequent", "additional", "repeat", "2nd", "second", "3rd", "third"],
        ["laparoscopic", "open", "endoscopic", "robotic", "vaginal"],
        ["total", "partial", "subtotal", "hemi", "radical"],
        ["major", "minor"],
        ["small", "large", "medium"],
        ["simple", "complex", "complicated"],
        ["male", "female"],
        ["diagnostic", "therapeutic"],
        ["quantitative", "qualitative"],
        ["direct", "indirect"],
        ["free", "ionic", "total"],
        ["igg", "igm", "iga", "ige"],
        ["local", "general"],
        ["above", "below"],
        ["upper", "lower", "whole"],
        ["anterior", "posterior"],
        ["primary", "revision", "secondary"],
        ["single", "multiple"],
        ["without"],
        ["opd", "inpatient"],
        ["i", "ii", "iii", "iv", "v", "vi"],
        ["exercise", "pharmacological"],
        ["positive", "negative"],
        ["2d", "3d", "4d"],
        ["superspeciality"],
        ["stage"],
    ];

    private static readonly HashSet<string> All = [.. Groups.SelectMany(group => group)];

    /// <summary>True for a qualifier or a number.</summary>
    public static bool IsQualifier(string token) => All.Contains(token) || (token.Length > 0 && char.IsDigit(token[0]));

    /// <summary>
    /// True when the description names a qualifier that the tariff row lacks or contradicts. A row may be more specific than the
    /// description; whether that is ambiguous depends on the rows beside it.
    /// </summary>
    public static bool Conflict(IReadOnlyCollection<string> description, IReadOnlyCollection<string> row)
    {
        foreach (var token in description)
        {
            if (IsQualifier(token) && !row.Contains(token))
                return true;
        }

        foreach (var group in Groups)
        {
            if (group.Any(description.Contains) && group.Any(row.Contains) && !group.Any(token => description.Contains(token) && row.Contains(token)))
                return true;
        }

        return false;
    }
}
