namespace MediAgents.Billing.Matching;

/// <summary>A word of a description: how much it says, and which words of the tariff it may stand for.</summary>
internal readonly record struct QueryWord(float Idf, List<(int Id, float Weight)> Meanings);

/// <summary>The words of the tariff's names, how rare each is and in which names it stands.</summary>
internal sealed class Lexicon
{
    public const float FillerWeight = 0.3f;

    /// <summary>What a word unknown to the tariff weighs: it says something that no row says.</summary>
    private const float UnknownWordWeight = 4.5f;
    private const float UnknownNumberWeight = 2f;

    /// <summary>A single letter is rare in names and still says little.</summary>
    private const float LetterWeight = 2.5f;

    /// <summary>Words that say where, when or how, not what.</summary>
    private static readonly HashSet<string> Fillers =
    [
        "right", "left", "rt", "lt", "side", "stat", "emergency", "urgent", "portable", "bedside", "routine", "view", "report", "done",
        "patient", "hospital", "package", "procedure", "investigation", "lab", "scan", "visit", "op", "ward", "session",
        "radiology", "radio", "rad", "pathology", "path", "ot", "inv", "proc", "dept", "department", "towards", "advised", "cash", "cashles", "tpa",
        "level", "estimation", "reading", "value", "recording", "digital", "video", "study", "reaction", "sample", "titre", "test", "assay", "surgery", "operation", "screening", "profile", "support", "open", "each", "time", "sitting", "unit", "plus",
        // Methods that laboratories print behind a test; where the tariff prices one it says so in more words.
        "clia", "eclia", "cmia", "elisa", "elfa", "hplc", "ise", "god", "jaffe", "tridot",
    ];

    private readonly Vocabulary vocabulary;
    private readonly float[] idf;
    private readonly int[][] rowsOfWord;
    private readonly int[] servicesOfWord;

    /// <param name="names">The words of each name, the tariff's own first.</param>
    /// <param name="services">How many are the tariff's own: one a service.</param>
    public Lexicon(IReadOnlyList<List<string>> names, int services)
    {
        vocabulary = new(names.Take(services).SelectMany(words => words), names.Skip(services).SelectMany(words => words));
        var rows = new List<int>[vocabulary.Count];
        for (var i = 0; i < names.Count; i++)
        {
            foreach (var word in names[i])
                (rows[Id(word)] ??= []).Add(i);
        }

        // What a word tells is decided by the tariff: one that only hospitals use tells no more than an unknown one.
        rowsOfWord = [.. rows.Select(list => list.ToArray())];
        servicesOfWord = [.. rows.Select(list => list.Count(row => row < services))];
        idf = [.. servicesOfWord.Select(having => having == 0 ? UnknownWordWeight : MathF.Log(1f + (services / (having + 0.5f))))];
    }

    /// <summary>How many services have the word in the name that the tariff gives them.</summary>
    public int ServicesOf(string word) => servicesOfWord[Id(word)];

    /// <summary>True for a word that says where, when or how, not what.</summary>
    public static bool IsFiller(string word) => Fillers.Contains(word);

    /// <summary>The number of a word that stands in some row.</summary>
    public int Id(string word) => vocabulary.Find(word) ?? throw new ArgumentException("The word stands in no row.", nameof(word));

    public float Idf(int id) => idf[id];

    public int[] RowsOf(int id) => rowsOfWord[id];

    public QueryWord Look(string token)
    {
        var known = vocabulary.Find(token);
        if (Fillers.Contains(token))
            return new(FillerWeight, known is { } filler ? [(filler, 1f)] : []);
        if (known is { } id)
            return new(token.Length == 1 ? Math.Min(idf[id], LetterWeight) : idf[id], [(id, 1f)]);
        var near = vocabulary.Near(token);
        if (near.Count == 0)
            return new(char.IsDigit(token[0]) ? UnknownNumberWeight : UnknownWordWeight, near);
        var most = 0f;
        foreach (var (other, _) in near)
            most = Math.Max(most, idf[other]);
        return new(most, near);
    }

    /// <summary>A misspelling with one likely meaning counts as that word when qualifiers and whole names are compared.</summary>
    public List<string> Corrected(List<string> tokens, QueryWord[] words)
    {
        var corrected = new List<string>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var meanings = words[i].Meanings;
            corrected.Add(meanings.Count > 0 && meanings[0].Weight is >= 0.75f and < 1f && (meanings.Count == 1 || meanings[1].Weight < meanings[0].Weight)
                ? vocabulary[meanings[0].Id] : tokens[i]);
        }

        return corrected;
    }
}
