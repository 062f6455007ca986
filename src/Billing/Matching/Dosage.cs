using System.Globalization;

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

/// <summary>
/// What a medicine's wording says about strength, form and pack. Strengths are milligrams, milligrams per ml, percent or units,
/// each with its unit, in ascending order, so that "0.5 g" and "500 mg" are equal.
/// </summary>
public sealed record Dosage(
    IReadOnlyList<string> Strengths, DosageForm Form, bool Modified, int? PackCount, decimal? VolumeMl, decimal? Grams, int? Doses)
{
    public static Dosage Parse(string text)
    {
        var words = Words(text);
        var strengths = new SortedSet<string>(StringComparer.Ordinal);
        int? count = null;
        decimal? volume = null, grams = null;
        int? doses = null;
        for (var i = 0; i < words.Count; i++)
        {
            if (!decimal.TryParse(words[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 100_000_000)
            {
                if (words[i] is "of" or "x" && i + 1 < words.Count && Pack(words[i + 1]) is { } pack && (words[i] == "x" || Before(words, i) is "strip" or "pack" or "box"))
                    count = pack;
                continue;
            }

            var unit = i + 1 < words.Count ? words[i + 1] : "";
            var per = i + 2 < words.Count && words[i + 2] == "/" && unit.Length > 0 ? i + 3 : -1;
            switch (unit)
            {
                case "mg" or "mcg" or "g" or "gm" or "gms" or "iu" or "ku" or "lac" or "units":
                    if (per > 0 && per < words.Count)
                    {
                        var (each, isMl) = PerMl(words, per);
                        if (isMl && each > 0)
                        {
                            strengths.Add(Strength(number / each, unit) + "/ml");
                            i = each == 1 && words[per] == "ml" ? per : per + 1;
                            break;
                        }

                        if (words[per] == "dose")
                        {
                            strengths.Add(Strength(number, unit));
                            i = per;
                            break;
                        }
                    }

                    if (unit is "g" or "gm" or "gms" && IsTopical(words))
                        grams = number;
                    else
                        strengths.Add(Strength(number, unit));
                    break;
                case "%":
                    strengths.Add($"{number:0.#####}%");
                    break;
                case "ml":
                    volume = number;
                    break;
                case "s" or "tab" or "tabs" or "tablet" or "tablets" or "cap" or "caps" or "capsule" or "capsules":
                    if (number == decimal.Truncate(number) && number is > 0 and <= 1000)
                        count = (int)number;
                    break;
                case "dose" or "doses" or "mdi" or "md":
                    if (number is > 1 and <= 1000)
                        doses = (int)number;
                    break;
            }
        }

        return new([.. strengths], FormOf(words), IsModified(words), count, volume, grams, doses);
    }

    private static string Before(List<string> words, int i) => i > 0 ? words[i - 1] : "";

    private static int? Pack(string word) => int.TryParse(word, out var count) && count is > 1 and <= 1000 ? count : null;

    private static (decimal Each, bool IsMl) PerMl(List<string> words, int at)
    {
        if (words[at] == "ml")
            return (1, true);
        return at + 1 < words.Count && words[at + 1] == "ml"
            && decimal.TryParse(words[at], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var each)
            ? (each, true) : (0, false);
    }

    private static string Strength(decimal number, string unit) => unit switch
    {
        "g" or "gm" or "gms" => $"{number * 1000m:0.#####}mg",
        "mcg" => $"{number / 1000m:0.#####}mg",
        "lac" => $"{number * 100_000m:0.#####}iu",
        "units" => $"{number:0.#####}iu",
        _ => $"{number:0.#####}{unit}",
    };

    private static bool IsTopical(List<string> words) => FormOf(words) is DosageForm.Ointment or DosageForm.Cream or DosageForm.Gel;

    private static bool IsModified(List<string> words) =>
        words.Exists(word => word is "sr" or "er" or "cr" or "xr" or "xl" or "mr" or "od" or "dispersible" or "effervescent" or "enteric" or "chewable" or "sustained" or "extended" or "controlled" or "liposomal" or "lipid" or "dt" or "md" or "pegylated");

    private static DosageForm FormOf(List<string> words)
    {
        foreach (var word in words)
        {
            var form = word switch
            {
                "tab" or "tabs" or "tablet" or "tablets" => DosageForm.Tablet,
                "cap" or "caps" or "capsule" or "capsules" => DosageForm.Capsule,
                "drop" or "drops" => DosageForm.Drops,
                "suppository" or "suppositories" => DosageForm.Suppository,
                "ointment" or "oint" => DosageForm.Ointment,
                "cream" => DosageForm.Cream,
                "gel" => DosageForm.Gel,
                "lotion" => DosageForm.Lotion,
                "inhaler" or "inhalation" or "mdi" or "rotacap" or "dpi" => DosageForm.Inhaler,
                "respules" or "respule" or "nebuliser" or "nebulizer" or "respirator" => DosageForm.Nebuliser,
                "patch" => DosageForm.Patch,
                "sachet" => DosageForm.Sachet,
                "syrup" or "syp" or "suspension" or "susp" or "oral" => DosageForm.OralLiquid,
                "injection" or "inj" or "vial" or "amp" or "ampoule" or "infusion" or "ivf" => DosageForm.Injection,
                "solution" => DosageForm.Solution,
                _ => DosageForm.Unknown,
            };
            if (form != DosageForm.Unknown)
                return form;
        }

        return DosageForm.Unknown;
    }

    /// <summary>Numbers, words, percent and stroke apart: "500mg/5ml" is 500 mg / 5 ml, "10's" is 10 s.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < Math.Min(text.Length, 300);)
        {
            var start = i;
            if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
                    i++;
                words.Add(text[start..i]);
            }
            else if (char.IsLetter(text[i]))
            {
                while (i < text.Length && char.IsLetter(text[i]))
                    i++;
                words.Add(text[start..i].ToLowerInvariant());
            }
            else
            {
                if (text[i] is '%' or '/')
                    words.Add(text[i].ToString());
                i++;
            }
        }

        return words;
    }
}
