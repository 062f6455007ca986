namespace MediAgents.Billing.Matching;

/// <summary>What bills print around a service and what says nothing of it: the line's number before it, how many behind it, where it was given.</summary>
internal static class BillFurniture
{
    private const int MostSerialDigits = 3;

    /// <summary>Where the wording begins behind a line's number: "1. ", "3) ", "(12) ", "# ".</summary>
    public static int Start(string text)
    {
        var at = 0;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '(' or '[' or '#' or '*' or '-'))
            at++;
        var digits = at;
        while (digits < text.Length && digits - at < MostSerialDigits && char.IsAsciiDigit(text[digits]))
            digits++;
        if (digits == at || digits >= text.Length || text[digits] is not ('.' or ')' or ']' or ':'))
            return at;
        // "2.5 mg" is no number of a line, nor is "3.D".
        return digits + 1 < text.Length && char.IsWhiteSpace(text[digits + 1]) ? digits + 1 : at;
    }

    /// <summary>Where the wording ends before a time of day: "- 14:00", "(08:00 hrs)".</summary>
    public static int End(string text)
    {
        var end = text.Length;
        var words = text.AsSpan().TrimEnd(" )]");
        foreach (var unit in (ReadOnlySpan<string>)["hours", "hrs", "hr", "am", "pm", "a.m.", "p.m."])
        {
            if (words.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
                words = words[..^unit.Length].TrimEnd();
        }

        if (words.Length < 6 || words[^3] is not (':' or '.') || !char.IsAsciiDigit(words[^1]) || !char.IsAsciiDigit(words[^2]) || !char.IsAsciiDigit(words[^4]))
            return end;
        var at = words.Length - 4;
        if (char.IsAsciiDigit(words[at - 1]))
            at--;
        // "Hb 12.50" is a figure; a time stands behind a dash, in a bracket or with a colon.
        var before = words[..at].TrimEnd();
        return words[^3] == ':' || before.EndsWith("-") || before.EndsWith("(") || before.EndsWith("@") ? before.TrimEnd("-(@[ ").Length : end;
    }

    /// <summary>Takes "LAB -" from the beginning, "charges", "morning", the method of a test, "x2", "1 no", "2 units" and "per sitting" from the end, and "opd" and "ipd" from what is no consultation.</summary>
    /// <param name="words">Words as written, changed in place.</param>
    public static void Strip(List<string> words)
    {
        while (words.Count > 1 && IsDepartment(words[0]))
            words.RemoveAt(0);
        // "S. Sodium" is the serum's.
        if (words.Count > 1 && words[0] is "s")
            words[0] = "serum";
        StripBilling(words);
        if (words.Count > 2 && IsCounted(words[^1]) && (IsNumber(words[^2]) || words[^2] is "per" or "each"))
            words.RemoveRange(words.Count - 2, 2);
        StripBilling(words);
        if (words.Count > 1 && words[^1].Length is > 1 and < 5 && words[^1][0] == 'x' && IsNumber(words[^1][1..]))
            words.RemoveAt(words.Count - 1);
        if (words.Count > 1 && !words.Exists(IsConsultation) && words.Exists(word => !IsSetting(word)))
            words.RemoveAll(IsSetting);
    }

    /// <summary>Takes "one session" and "single unit" from the end: few services cost more for the first of several.</summary>
    /// <returns>False if there is nothing to take.</returns>
    public static bool StripOne(List<string> words)
    {
        if (words.Count <= 2 || !IsCounted(words[^1]) || words[^2] is not ("one" or "single"))
            return false;
        words.RemoveRange(words.Count - 2, 2);
        return true;
    }

    /// <summary>Takes "charges" and "fee" from the end of a name.</summary>
    public static void StripCharge(List<string> words)
    {
        while (words.Count > 1 && words[^1] is "charge" or "charges" or "fee" or "chg")
            words.RemoveAt(words.Count - 1);
    }

    private static void StripBilling(List<string> words)
    {
        while (words.Count > 1 && IsBilling(words[^1]) && !(words[^1] is "rate" && IsMeasuredRate(words[^2])) && words.Exists(word => word.Length > 2 && !IsBilling(word)))
            words.RemoveAt(words.Count - 1);
    }

    /// <summary>The rate of a sedimentation is what is measured, not what is paid.</summary>
    private static bool IsMeasuredRate(string word) => word is "sedimentation" or "sed" or "filtration" or "heart" or "flow";

    private static bool IsDepartment(string word) =>
        word is "lab" or "laboratory" or "path" or "pathology" or "rad" or "radio" or "radiology" or "ot" or "inv" or "investigation" or "proc" or "procedure" or "charge" or "charges" or "cost" or "of" or "for" or "towards" or "to";

    private static bool IsBilling(string word) =>
        word is "charge" or "charges" or "chg" or "chgs" or "fee" or "rate" or "estimation" or "shift" or "forenoon" or "am" or "pm" or "morning" or "afternoon" or "evening" or "night" or "westergren" or "wintrobe" or "photometry" or "colorimetric" or "turbidimetry" or "automated" or "amount" or "amt" or "cghs" or "cgh" or "nabh" or "stat" or "done" or "urgent" or "emergency" or "cash" or "only" or "alone";

    /// <summary>What a price is for one of. "Two sites" and "one side" say which service it is.</summary>
    private static bool IsCounted(string word) =>
        word is "no" or "nos" or "unit" or "pc" or "pcs" or "qty" or "session" or "sitting" or "time" or "bag" or "day" or "visit" or "hour" or "hr" or "hrs" or "shift" or "bottle";

    private static bool IsSetting(string word) => word is "opd" or "ipd" or "outpatient" or "inpatient";

    private static bool IsConsultation(string word) => word.StartsWith("cons", StringComparison.Ordinal) || word is "visit" or "visiting" or "doctor" or "dr" or "physician" or "specialist" or "speciality" or "specialty" or "superspeciality";

    private static bool IsNumber(string word)
    {
        foreach (var letter in word)
        {
            if (!char.IsAsciiDigit(letter))
                return false;
        }

        return word.Length > 0;
    }
}
