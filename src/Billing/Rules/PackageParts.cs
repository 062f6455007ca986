namespace MediAgents.Billing.Rules;

/// <summary>
/// What a CGHS package rate includes (office memorandum of 3 Oct 2025): registration, admission, stay and diet, operation and
/// anaesthesia, theatre, surgeon and visits, nursing, monitoring, transfusion, routine investigations, medicines and disposables.
/// </summary>
internal static class PackageParts
{
    /// <summary>Whose part it is, "by day" when a day's charge may lie outside the days of the package.</summary>
    private static readonly (string Part, bool ByDay, string[] Words)[] ByWord =
    [
        ("registration", false, ["registration", "regn", "regd"]),
        ("admission", false, ["admission", "admn"]),
        ("operation theatre", false, ["theatre", "theater", "ot"]),
        ("anaesthesia", false, ["anesthesia", "anesthetist", "anesthetic", "anesthesiologist", "pac", "preanesthetic"]),
        ("the surgeon", false, ["surgeon"]),
        ("nursing", true, ["nursing", "nurse", "rmo"]),
        ("monitoring", true, ["monitoring", "monitor"]),
        ("diet", true, ["diet", "dietary", "dietician", "dietitian", "food", "meal"]),
        ("transfusion", false, ["transfusion"]),
        ("stay", true, ["room", "bed", "accommodation", "ward"]),
        ("disposables", false, ["consumable", "disposable", "glove", "drape", "suture", "syringe", "cannula", "gauze", "catheter", "sundry"]),
    ];

    /// <summary>Words that name an operation and nothing of which one.</summary>
    private static readonly HashSet<string> AnyOperation = ["operation", "operative", "surgery", "surgical", "procedure", "major", "minor", "assistant", "assistance", "team", "operating"];

    private static readonly HashSet<string> Visits = ["visit", "visiting", "round", "review"];

    /// <summary>Which part the wording names and whether it is charged by the day; null for none.</summary>
    public static (string Name, bool IsByDay)? Of(LineContext line)
    {
        if (line.Names("attendant", "companion", "visitor", "relative", "refund"))
            return null;
        if (line.Words.Any(Visits.Contains) && line.Names("surgeon", "anesthetist", "postoperative", "preoperative", "operative", "post", "operating"))
            return ("the visits of the operating team", true);
        foreach (var (part, byDay, words) in ByWord)
        {
            if (words.Any(line.Words.Contains))
                return (part, byDay);
        }

        return line.Words.Count > 0 && line.Words.All(AnyOperation.Contains) && line.Names("operation", "surgery", "surgical", "procedure", "operating")
            ? ("the operation", false) : null;
    }
}
