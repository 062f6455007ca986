using MediAgents.Grains.Advice;
using MediAgents.Grains.Agents;

namespace MediAgents.Grains.Aggregator;

/// <summary>
/// Finds where two specialists advise for and against the same thing: a sentence of one recommends a measure that a
/// sentence of the other warns off. Words only; it names the pair and leaves the judgement to the reader.
/// </summary>
internal static class Contradictions
{
    public static List<string> Between(IReadOnlyList<Opinion> opinions)
    {
        if (opinions.Count < 2)
            return [];
        var found = new List<string>();
        foreach (var measure in Measures.All)
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
    private static (bool Favours, string? Sentence) StanceOn(Measure measure, Opinion opinion)
    {
        string? favouring = null;
        string? warning = null;
        foreach (var sentence in opinion.Sentences.Select(sentence => sentence.Text))
        {
            if (measure.StanceOf(sentence) is not { } favours)
                continue;
            if (favours)
                favouring ??= sentence;
            else
                warning ??= sentence;
        }

        return (favouring, warning) switch
        {
            (not null, null) => (true, favouring),
            (null, not null) => (false, warning),
            _ => (false, null),
        };
    }
}
