using MediAgents.Grains.Agents;

namespace MediAgents.Grains.Aggregator;

/// <summary>
/// Finds where two specialists advise for and against the same thing: a sentence of one recommends a measure that a
/// sentence of the other warns off. Words only; it names the pair and leaves the judgement to the reader.
/// </summary>
internal static class Contradictions
{
    /// <summary>
    /// Measures that specialties are known to differ on: the beginning of the word that names them, or with a blank the
    /// whole word.
    /// </summary>
    private static readonly string[] Measures =
    [
        "exercis", "bed rest", "ibuprofen", "nsaid", "anti-inflammator", "aspirin", "paracetamol", "steroid", "beta blocker",
        "blood thinner", "anticoagulant", "surgery", "heat ", "ice ", "massage", "alcohol", "caffeine", "driving", "antibiotic", "triptan",
    ];

    public static List<string> Between(IReadOnlyList<Opinion> opinions)
    {
        if (opinions.Count < 2)
            return [];
        var found = new List<string>();
        foreach (var measure in Measures)
        {
            var advice = opinions
                .Select(opinion => (opinion.Agent, Stance: StanceOn(measure, opinion)))
                .Where(one => one.Stance.Sentence is not null)
                .ToList();
            if (advice.Find(one => one.Stance.Favours) is { Agent: not null } pro && advice.Find(one => !one.Stance.Favours) is { Agent: not null } contra)
                found.Add(Told(pro.Agent, pro.Stance.Sentence!, contra.Agent, contra.Stance.Sentence!));
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A contradiction in words.</summary>
    public static string Told(string pro, string favouring, string contra, string warning) =>
        $"the {Spoken(pro)} says “{favouring}”, the {Spoken(contra)} says “{warning}”";

    /// <summary>An agent's kind as people say it.</summary>
    public static string Spoken(string agent) => agent.Replace('_', ' ');

    /// <summary>What one opinion says of a measure; nothing when it does not name it or says both.</summary>
    private static (bool Favours, string? Sentence) StanceOn(string measure, Opinion opinion)
    {
        string? favouring = null;
        string? warning = null;
        foreach (var sentence in opinion.Sentences.Select(sentence => sentence.Text))
        {
            if (!Names(sentence, measure))
                continue;
            if (Stance.Warns(sentence))
                warning ??= sentence;
            else if (Stance.Favours(sentence))
                favouring ??= sentence;
        }

        return (favouring, warning) switch
        {
            (not null, null) => (true, favouring),
            (null, not null) => (false, warning),
            _ => (false, null),
        };
    }

    /// <summary>Words begin after a blank and end before one, so that no "ice" is found in "advice".</summary>
    private static bool Names(string sentence, string measure) =>
        Blanked(sentence).Contains($" {measure}", StringComparison.OrdinalIgnoreCase);

    private static string Blanked(string sentence) =>
        string.Create(sentence.Length + 2, sentence, static (blanked, text) =>
        {
            blanked[0] = blanked[^1] = ' ';
            for (var i = 0; i < text.Length; i++)
                blanked[i + 1] = char.IsLetterOrDigit(text[i]) || text[i] == '-' ? text[i] : ' ';
        });
}
