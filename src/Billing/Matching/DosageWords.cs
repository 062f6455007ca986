namespace MediAgents.Billing.Matching;

/// <summary>The words of a medicine's wording, and what they say of its form.</summary>
internal static class DosageWords
{
    private const int Longest = 300;

    /// <summary>Numbers, words, percent and stroke apart: "500mg/5ml" is 500 mg / 5 ml, "10's" is 10 s, "2*10" is 2 x 10.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < Math.Min(text.Length, Longest);)
        {
            var start = i;
            if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) || IsThousands(text, i)))
                    i++;
                words.Add(text[start..i].Replace(",", "", StringComparison.Ordinal));
            }
            else if (char.IsLetter(text[i]))
            {
                // "2x10" and "500mgx10": the times sign is a letter of no word.
                if (text[i] is 'x' or 'X' && i + 1 < text.Length && (char.IsAsciiDigit(text[i + 1]) || text[i + 1] == ' ') && (i == 0 || !char.IsLetter(text[i - 1])))
                {
                    words.Add("x");
                    i++;
                    continue;
                }

                while (i < text.Length && char.IsLetter(text[i]))
                    i++;
                words.Add(text[start..i].ToLowerInvariant());
            }
            else
            {
                if (text[i] is '%' or '/')
                    words.Add(text[i].ToString());
                else if (text[i] is '*' or '×')
                    words.Add("x");
                i++;
            }
        }

        return words;
    }

    /// <summary>The comma of "60,000" and "1,20,000".</summary>
    private static bool IsThousands(string text, int comma)
    {
        if (text[comma] != ',')
            return false;
        var end = comma + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - comma - 1 is 3 || (end - comma - 1 is 2 && end < text.Length && text[end] == ',');
    }

    public static DosageForm FormOf(List<string> words)
    {
        // Eye and ear drops: "E/D".
        if (words.IndexOf("e") is var eye and >= 0 && eye + 2 < words.Count && words[eye + 1] == "/" && words[eye + 2] == "d")
            return DosageForm.Drops;
        // "T. Paracetamol", "C. Amoxicillin": before the name one letter is enough.
        if (words.Count > 1 && words[0] is "t" or "c")
            return words[0] is "t" ? DosageForm.Tablet : DosageForm.Capsule;
        foreach (var word in words)
        {
            var form = word switch
            {
                "tab" or "tabs" or "tablet" or "tablets" or "tb" or "tbl" or "tabl" => DosageForm.Tablet,
                "cap" or "caps" or "capsule" or "capsules" or "capl" => DosageForm.Capsule,
                "drop" or "drops" or "eyedrops" => DosageForm.Drops,
                "suppository" or "suppositories" or "supp" => DosageForm.Suppository,
                "ointment" or "oint" => DosageForm.Ointment,
                "cream" => DosageForm.Cream,
                "gel" => DosageForm.Gel,
                "lotion" => DosageForm.Lotion,
                "inhaler" or "inhalation" or "mdi" or "rotacap" or "rotacaps" or "dpi" => DosageForm.Inhaler,
                "respules" or "respule" or "nebuliser" or "nebulizer" or "respirator" or "neb" or "nebulisation" or "nebulization" or "nebulising" or "nebulizing" => DosageForm.Nebuliser,
                "patch" => DosageForm.Patch,
                "sachet" => DosageForm.Sachet,
                "syrup" or "syp" or "syr" or "suspension" or "susp" or "oral" => DosageForm.OralLiquid,
                "injection" or "inj" or "vial" or "amp" or "ampoule" or "infusion" or "ivf" or "iv" => DosageForm.Injection,
                "solution" => DosageForm.Solution,
                _ => DosageForm.Unknown,
            };
            if (form != DosageForm.Unknown)
                return form;
        }

        return DosageForm.Unknown;
    }

    /// <summary>How the form gives its medicine away. "200 MD" counts doses of an inhaler.</summary>
    public static Release ReleaseOf(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var release = words[i] switch
            {
                "sr" or "er" or "cr" or "xr" or "xl" or "mr" or "pr" or "od" or "retard" or "sustained" or "extended" or "controlled" or "prolonged" or "modified" => Release.Prolonged,
                "dispersible" or "effervescent" or "enteric" or "ec" or "chewable" or "dt" => Release.Special,
                "md" when i == 0 || !char.IsAsciiDigit(words[i - 1][0]) => Release.Special,
                "liposomal" or "lipid" or "pegylated" or "depot" => Release.Carrier,
                _ => Release.Plain,
            };
            if (release != Release.Plain)
                return release;
        }

        return Release.Plain;
    }
}
