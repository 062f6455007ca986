using System.Text;

namespace MediAgents.Records.Timeline;

/// <summary>
/// Brings names of tests to one form, so that values of one test stand together: case, punctuation and the common other
/// names count for nothing. What is not in the table keeps its own name; two tests are never taken for one by likeness.
/// </summary>
public static class LabNames
{
    private static readonly string[][] OneTest =
    [
        ["hba1c", "hb a1c", "a1c", "glycated haemoglobin", "glycated hemoglobin", "glycosylated haemoglobin", "glycosylated hemoglobin"],
        ["haemoglobin", "hemoglobin", "hb", "hgb"],
        ["fasting glucose", "fasting blood sugar", "fasting blood glucose", "fasting plasma glucose", "glucose fasting", "blood sugar fasting", "fbs", "fbg", "fpg"],
        ["postprandial glucose", "post prandial glucose", "post prandial blood sugar", "postprandial blood sugar", "blood sugar post prandial", "ppbs", "pp2bs"],
        ["random glucose", "random blood sugar", "random blood glucose", "rbs"],
        ["creatinine", "serum creatinine", "s creatinine", "creatinine serum"],
        ["egfr", "estimated gfr", "estimated glomerular filtration rate", "gfr"],
        ["urea", "blood urea", "serum urea"],
        ["tsh", "thyroid stimulating hormone", "thyrotropin", "s tsh"],
        ["ldl cholesterol", "ldl", "ldl c", "low density lipoprotein"],
        ["hdl cholesterol", "hdl", "hdl c", "high density lipoprotein"],
        ["total cholesterol", "cholesterol", "cholesterol total", "serum cholesterol"],
        ["triglycerides", "triglyceride", "tg", "serum triglycerides"],
        ["alt", "sgpt", "alanine aminotransferase", "alt sgpt", "sgpt alt"],
        ["ast", "sgot", "aspartate aminotransferase", "ast sgot", "sgot ast"],
        ["platelets", "platelet count", "platelet", "plt"],
        ["white cell count", "wbc", "wbc count", "total leucocyte count", "total leukocyte count", "tlc", "white blood cell count", "white blood cells"],
        ["vitamin d", "25 oh vitamin d", "25 hydroxy vitamin d", "vitamin d 25 hydroxy", "vit d"],
        ["vitamin b12", "vit b12", "b12", "cobalamin"],
        ["sodium", "serum sodium", "na"],
        ["potassium", "serum potassium", "k"],
        ["uric acid", "serum uric acid"],
        ["urine albumin creatinine ratio", "albumin creatinine ratio", "acr", "uacr"],
        ["inr", "pt inr", "international normalised ratio", "international normalized ratio"],
        ["blood pressure", "bp"],
        ["systolic blood pressure", "systolic", "systolic bp", "sbp"],
        ["diastolic blood pressure", "diastolic", "diastolic bp", "dbp"],
        ["pulse", "heart rate", "pulse rate", "hr"],
        ["weight", "body weight"],
        ["temperature", "body temperature"],
        ["oxygen saturation", "spo2", "sao2"],
        ["bmi", "body mass index"],
    ];

    private static readonly Dictionary<string, string> First =
        OneTest.SelectMany(names => names.Select(name => (name, names[0]))).ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>All names under which the test of this canonical name is known, the canonical one first.</summary>
    public static IReadOnlyList<string> NamesOf(string canonical) =>
        OneTest.FirstOrDefault(names => names[0] == canonical) ?? [canonical];

    /// <summary>The canonical names of all tests with more than one name.</summary>
    public static IEnumerable<string> Known => OneTest.Select(names => names[0]);

    /// <summary>The form under which values of the test stand together; empty for a name without a letter or digit.</summary>
    public static string Canonical(string name)
    {
        var folded = Fold(name);
        return First.GetValueOrDefault(folded, folded);
    }

    /// <summary>Lower case; whatever is neither letter, mark nor digit is one space.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    // Vowel signs of Indic scripts are marks; without them two names would look the same.
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
