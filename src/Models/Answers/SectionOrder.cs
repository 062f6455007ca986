namespace MediAgents.Models.Answers;

/// <summary>A section that a question asks for, and the keys of the words by which it does.</summary>
internal sealed record AskedSection(string Name, ulong[] Cues);

/// <summary>The order in which an answer tells its parts, and which parts a question asks for by its wording.</summary>
internal static class SectionOrder
{
    private static readonly string[] Order =
    [
        "What it is", "Symptoms", "Causes and risks", "Tests", "What the results mean",
        "Treatment", "Living with it", "Prevention", "When to seek care",
    ];

    private static readonly (string Section, string[] Cues)[] Cues =
    [
        ("What it is", ["what is", "what are", "what's", "meaning of"]),
        ("Symptoms", ["symptom", "sign of", "signs", "feel like", "how do i know", "recognise", "recognize"]),
        ("Causes and risks", ["cause", "why", "risk", "due to", "spread", "inherit"]),
        ("Tests", ["test", "diagnos", "scan", "x-ray", "x ray", "mri", "confirm"]),
        ("What the results mean", ["result", "report", "normal range", "level", "reading", "what does", "mean"]),
        ("Treatment", ["treat", "cure", "medicine", "medication", "tablet", "drug", "surgery", "operation", "therapy", "relief", "relieve", "what should i do", "what can i take", "remed"]),
        ("Living with it", ["live with", "living with", "diet", "eat", "food", "exercise", "sport", "drive", "travel"]),
        ("Prevention", ["prevent", "avoid", "vaccin", "protect"]),
        ("When to seek care", ["emergency", "urgent", "when should i", "when to see", "see a doctor", "go to hospital", "worr", "serious", "danger"]),
    ];

    /// <summary>Where the section stands in an answer; unknown sections come last.</summary>
    public static int RankOf(string section) =>
        Array.IndexOf(Order, section) is var index and >= 0 ? index : Order.Length;

    /// <summary>The sections a question asks for, each with the words that ask for it; none when its wording shows none.</summary>
    public static IReadOnlyList<AskedSection> AskedBy(string question) =>
        [.. question.Split(" and ", StringSplitOptions.RemoveEmptyEntries).SelectMany(AskedByClause)];

    // "What is" opens most questions; it asks for the definition only where its clause asks for nothing else.
    private static List<AskedSection> AskedByClause(string clause)
    {
        var asked = new List<AskedSection>();
        foreach (var (section, cues) in Cues)
            if (cues.Where(cue => StartsAWord(clause, cue)).ToList() is { Count: > 0 } found)
                asked.Add(new AskedSection(section, WordKeys.Of(string.Join(' ', found))));
        if (asked.Count > 1)
            asked.RemoveAll(section => section.Name == Order[0]);
        return asked;
    }

    private static bool StartsAWord(string question, string cue)
    {
        for (var at = question.IndexOf(cue, StringComparison.OrdinalIgnoreCase); at >= 0;
             at = question.IndexOf(cue, at + 1, StringComparison.OrdinalIgnoreCase))
            if (at == 0 || !char.IsLetter(question[at - 1]))
                return true;
        return false;
    }
}
