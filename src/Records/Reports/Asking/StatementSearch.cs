namespace MediAgents.Records.Reports.Asking;

/// <summary>A statement and how much of a question it has.</summary>
/// <param name="Section">Where it stands.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Share">The share of the question's words that it has, weighted by how rare they are in the report.</param>
internal sealed record FoundStatement(ReportSection Section, ReportStatement Statement, double Share);

/// <summary>The statements of one report, to be searched by words.</summary>
internal sealed class StatementSearch
{
    private readonly List<(ReportSection Section, ReportStatement Statement, HashSet<string> Keys)> all;
    private readonly Dictionary<string, int> occurrences = new(StringComparer.Ordinal);

    public StatementSearch(Report report)
    {
        // A summary only says again what other statements say.
        all = [.. report.Parts.Where(part => part.Section != ReportSection.Summary).SelectMany(part => part.Statements.Select(statement => (part.Section, statement, KeysOf(part.Section, statement))))];
        foreach (var key in all.SelectMany(one => one.Keys))
            occurrences[key] = occurrences.GetValueOrDefault(key) + 1;
    }

    /// <summary>Statements of the period, in the report's order, with the share of the words that each has.</summary>
    public IReadOnlyList<FoundStatement> Find(IReadOnlyList<string> words, ReportPeriod? period)
    {
        var asked = words.Select(word => (Keys: AlternativesOf(word), Rarity: RarityOf(word))).ToList();
        var most = asked.Sum(word => word.Rarity);
        return [.. all
            .Where(one => period is null || one.Statement.Date is { } date && period.Contains(date))
            .Select(one => new FoundStatement(
                one.Section,
                one.Statement,
                most > 0 ? asked.Where(word => word.Keys.Exists(one.Keys.Contains)).Sum(word => word.Rarity) / most : 0))];
    }

    /// <summary>Whether the report has the word, or another that says the same.</summary>
    public bool Knows(string word) => AlternativesOf(word).Exists(occurrences.ContainsKey);

    // A word that the report has not is as rare as one that it has once.
    private double RarityOf(string word)
    {
        var with = AlternativesOf(word).Max(key => occurrences.GetValueOrDefault(key));
        return Math.Log(1 + (all.Count + 1.0) / Math.Max(1, with));
    }

    private static List<string> AlternativesOf(string word) =>
        [.. AskingWords.OtherWordsOf(word).Append(word).Select(AskingWords.KeyOf)];

    private static HashSet<string> KeysOf(ReportSection section, ReportStatement statement)
    {
        var texts = statement.Sources.Select(source => source.Quote?.Text).Append(statement.Text).Append(statement.Detail).Append($"{section}");
        return [.. texts.OfType<string>().SelectMany(AskingWords.Split).Select(AskingWords.KeyOf)];
    }
}
