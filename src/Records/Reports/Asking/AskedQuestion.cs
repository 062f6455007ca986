using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Asking;

/// <summary>A question as read against one report.</summary>
/// <param name="Period">The time it asks about; null for none.</param>
/// <param name="Pick">Which of several it means.</param>
/// <param name="Trends">Laboratory statements whose test it names.</param>
/// <param name="UnknownTest">A test that it names and the report has not.</param>
/// <param name="Cues">Sections that it asks for.</param>
/// <param name="Words">Its other words: what an answer has to speak about.</param>
/// <param name="TestWords">The words by which it names tests.</param>
internal sealed record AskedQuestion(
    ReportPeriod? Period,
    Pick Pick,
    IReadOnlyList<ReportStatement> Trends,
    string? UnknownTest,
    IReadOnlySet<ReportSection> Cues,
    IReadOnlyList<string> Words,
    IReadOnlyList<string> TestWords)
{
    // What a question asks stands in its beginning; time stays bounded whatever is handed in.
    private const int MostCharacters = 2000;
    private const int MostWords = 64;

    // Shorter names of tests are ordinary words or letters of something else.
    private const int ShortestName = 3;

    private static readonly string[] ShortNames = ["hb", "bp"];

    public static AskedQuestion Read(string question, Report report)
    {
        var (period, rest) = QuestionDates.Read(question.Length <= MostCharacters ? question : question[..MostCharacters], report.AsOf);
        var words = AskingWords.Split(rest.Replace("blood test", "test", StringComparison.OrdinalIgnoreCase)).Take(MostWords).ToList();
        var text = $" {string.Join(' ', words)} ";
        var (trends, names) = TrendsIn(text, report);
        var unknown = trends.Count == 0 ? UnknownIn(text) : null;
        var inNames = names.SelectMany(name => name.Split(' ')).ToHashSet(StringComparer.Ordinal);
        var others = words.Where(word => !inNames.Contains(word) && !AskingWords.IsGrammar(word) && !word.All(char.IsAsciiDigit)).ToList();
        return new AskedQuestion(
            period,
            others.Select(AskingWords.PickOf).FirstOrDefault(pick => pick != Pick.Any),
            trends,
            unknown,
            others.Select(AskingWords.CueOf).OfType<ReportSection>().ToHashSet(),
            [.. others.Where(word => AskingWords.PickOf(word) == Pick.Any && AskingWords.CueOf(word) is null).Distinct(StringComparer.Ordinal)],
            [.. inNames.Where(word => !AskingWords.IsGrammar(word))]);
    }

    private static (IReadOnlyList<ReportStatement> Trends, IReadOnlyList<string> Names) TrendsIn(string text, Report report)
    {
        var labs = report[ReportSection.Labs].Statements.Where(statement => statement.Trend is not null).ToList();
        var named = (
            from statement in labs
            from name in LabNames.NamesOf(statement.Trend!.Test).Append(LabNames.Fold(statement.Trend.Name))
            where IsIn(text, name)
            select (Statement: statement, Name: name)).ToList();
        if (named.Count == 0)
        {
            named = [..
                from lay in AskingWords.LayTestPhrases
                where IsIn(text, lay.Phrase)
                from statement in labs
                where lay.Tests.Contains(statement.Trend!.Test)
                select (statement, lay.Phrase)];
        }

        // "Fasting glucose" names that test only, although "glucose" stands in it.
        named.RemoveAll(one => named.Exists(other => other.Name.Length > one.Name.Length && $" {other.Name} ".Contains($" {one.Name} ", StringComparison.Ordinal)));
        return ([.. named.Select(one => one.Statement).Distinct()], [.. named.Select(one => one.Name).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Whether it asks about nothing but a test that the report has not.</summary>
    public bool AsksOnlyUnknownTest => UnknownTest is { } unknown && Words.All(unknown.Split(' ').Contains);

    private static string? UnknownIn(string text) =>
        LabNames.Known.SelectMany(LabNames.NamesOf).Where(name => IsIn(text, name)).MaxBy(name => name.Length);

    private static bool IsIn(string text, string name) =>
        (name.Length >= ShortestName || ShortNames.Contains(name)) && text.Contains($" {name} ", StringComparison.Ordinal);
}
