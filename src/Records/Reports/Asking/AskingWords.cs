using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Asking;

/// <summary>Which value or event a question means.</summary>
internal enum Pick
{
    /// <summary>It does not say.</summary>
    Any,
    Latest,
    First,
    Highest,
    Lowest,

    /// <summary>All, in their course.</summary>
    Course,
}

/// <summary>The words by which people ask about a report.</summary>
internal static class AskingWords
{
    private const int KeyLength = 5;

    private static readonly HashSet<string> Grammar = Set("""
        a an the this that these those it its he she they them their his her we our you your i my me mine and or but so if then than as at by
        for from in into of off on onto to up out with within without about between through during is am are was were be been
        being do does did has have had having will would shall can could may might there here any some all both each such same other
        what which who when where how much many please tell show give list say says said let know see should anything anyone anybody something
        somebody someone mention mentioned mentions note noted written found find measured documented look looked done since given must long good most
        patient patients report record records recorded far yet ever still get got go went take took make made
        value values reading readings level levels number result results date day s
        """);

    private static readonly Dictionary<string, Pick> Picks = Table<Pick>(
        (Pick.Latest, "last latest recent recently current currently newest now today present"),
        (Pick.First, "first earliest oldest initial"),
        (Pick.Highest, "highest maximum max peak largest"),
        (Pick.Lowest, "lowest minimum min smallest"),
        (Pick.Course, "trend trends change changed changing changes course development develop developed rising falling going improving improved worse better ever below above under over"));

    private static readonly Dictionary<string, ReportSection> Cues = Table<ReportSection>(
        (ReportSection.Medicines, "medicine medicines medication medications drug drugs tablet tablets pill pills taking prescribed prescription prescriptions dose doses dosage"),
        (ReportSection.Allergies, "allergy allergies allergic"),
        (ReportSection.Problems, "problem problems condition conditions diagnosis diagnoses diagnosed disease diseases illness illnesses"),
        (ReportSection.Labs, "lab labs laboratory test tests tested"),
        (ReportSection.Bills, "bill bills billed billing overcharged disputed audit audits audited claimed"),
        (ReportSection.Recommendations, "recommend recommended recommendation recommendations advice advised overdue due next check checked"),
        (ReportSection.OpenQuestions, "open unclear missing unconfirmed contradiction contradictions contradictory unanswered waiting confirm confirmed question questions"),
        (ReportSection.Opinions, "opinion opinions specialist specialists asked concluded conclude conclusion"),
        (ReportSection.Timeline, "happened events event timeline"));

    // A word of the question beside the words by which a report may say it.
    private static readonly Dictionary<string, string[]> OtherWords = new(StringComparer.Ordinal)
    {
        ["visit"] = ["encounter", "appointment"],
        ["visited"] = ["encounter"],
        ["visits"] = ["encounter"],
        ["seen"] = ["encounter"],
        ["consultation"] = ["encounter"],
        ["admitted"] = ["admission", "encounter", "hospital"],
        ["hospitalised"] = ["admission", "encounter", "hospital"],
        ["operation"] = ["procedure", "surgery"],
        ["operated"] = ["procedure", "surgery"],
        ["surgery"] = ["procedure", "operation"],
        ["vaccine"] = ["vaccination"],
        ["vaccines"] = ["vaccination"],
        ["vaccinated"] = ["vaccination"],
        ["shot"] = ["vaccination"],
        ["scan"] = ["imaging", "ct", "mri", "ultrasound"],
        ["scans"] = ["imaging", "ct", "mri", "ultrasound"],
        ["xray"] = ["imaging", "x"],
        ["sugar"] = ["glucose", "hba1c", "diabetes"],
        ["old"] = ["born"],
        ["age"] = ["born"],
        ["birth"] = ["born"],
        ["birthday"] = ["born"],
        ["gender"] = ["sex"],
        ["called"] = ["name"],
        ["followup"] = ["follow"],
        ["flu"] = ["influenza"],
        ["pressure"] = ["hypertension"],
        ["pain"] = ["painful"],
        ["heart"] = ["cardiac", "cardiology", "cardiologist", "heart"],
        ["disputed"] = ["disputed", "dispute"],
    };

    /// <summary>Lay words for tests, each with the canonical names it may mean.</summary>
    private static readonly Dictionary<string, string[]> LayTests = new(StringComparer.Ordinal)
    {
        ["sugar"] = ["fasting glucose", "postprandial glucose", "random glucose", "glucose", "hba1c"],
        ["glucose"] = ["fasting glucose", "postprandial glucose", "random glucose", "glucose"],
        ["thyroid"] = ["tsh"],
        ["kidney function"] = ["creatinine", "egfr"],
        ["lipids"] = ["total cholesterol", "ldl cholesterol", "hdl cholesterol", "triglycerides"],
        ["liver function"] = ["alt", "ast"],
    };

    public static bool IsGrammar(string word) => Grammar.Contains(word);

    public static Pick PickOf(string word) => Picks.GetValueOrDefault(word);

    /// <summary>The section the word asks for; null when it asks for none.</summary>
    public static ReportSection? CueOf(string word) => Cues.TryGetValue(word, out var section) ? section : null;

    public static IReadOnlyList<string> OtherWordsOf(string word) => OtherWords.GetValueOrDefault(word) ?? [];

    /// <summary>The tests a lay phrase may mean, with the phrase.</summary>
    public static IEnumerable<(string Phrase, string[] Tests)> LayTestPhrases => LayTests.Select(pair => (pair.Key, pair.Value));

    /// <summary>The words of a text, folded.</summary>
    public static string[] Split(string text) => LabNames.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// The form under which words are compared: of Latin words the first five letters, which stands in for stemming; of
    /// anything else the whole word.
    /// </summary>
    public static string KeyOf(string word)
    {
        if (word.Length > KeyLength + 1 && word.EndsWith("ing", StringComparison.Ordinal))
            word = word[..^3];
        else if (word.Length > KeyLength && word.EndsWith("ed", StringComparison.Ordinal))
            word = word[..^2];
        if (word.Length <= KeyLength)
            return word.Length > 3 && word[^1] == 's' && word[^2] != 's' && char.IsAsciiLetter(word[0]) ? word[..^1] : word;
        return word.All(char.IsAsciiLetter) ? word[..KeyLength] : word;
    }

    private static HashSet<string> Set(string words) =>
        [.. words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    private static Dictionary<string, T> Table<T>(params (T Meaning, string Words)[] lines) => lines
        .SelectMany(line => Set(line.Words).Select(word => (word, line.Meaning)))
        .ToDictionary(pair => pair.word, pair => pair.Meaning, StringComparer.Ordinal);
}
