using System.Collections.Frozen;
using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Primitives;
using MediAgents.Primitives.Html;

namespace MediAgents.Billing.Report.Letters;

/// <summary>Why something is disputed or asked, and what is asked for, in one language.</summary>
internal sealed record PointWords(string Reason, string Ask);

/// <summary>The words of a letter in one language; each language is a file of its own beside this one, with the same names.</summary>
internal sealed record LetterWords
{
    /// <summary>The languages letters are written in.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. AuditWords.Languages.Where(language => language != "auto")];

    private static readonly FrozenDictionary<string, Lazy<LetterWords>> All =
        Languages.ToFrozenDictionary(language => language, language => new Lazy<LetterWords>(() => Load(language)), StringComparer.OrdinalIgnoreCase);

    /// <summary>The language's tag in HTML, BCP 47.</summary>
    public required string Tag { get; init; }

    public required string To { get; init; }

    public required string BillingDesk { get; init; }

    public required string Insurer { get; init; }

    public required string CopyTo { get; init; }

    /// <summary>Who pays, by insurance type.</summary>
    public required IReadOnlyDictionary<string, string> Payers { get; init; }

    public required string Date { get; init; }

    public required string Subject { get; init; }

    public required string SubjectDispute { get; init; }

    public required string SubjectQuery { get; init; }

    public required string SubjectInsurer { get; init; }

    public required string Hospital { get; init; }

    public required string BillNumber { get; init; }

    public required string BillDate { get; init; }

    public required string Patient { get; init; }

    public required string Admitted { get; init; }

    public required string Discharged { get; init; }

    public required string Salutation { get; init; }

    /// <summary>With <c>{claimed}</c> and <c>{disputed}</c>.</summary>
    public required string OpeningDispute { get; init; }

    /// <summary>With <c>{claimed}</c>.</summary>
    public required string OpeningQuery { get; init; }

    public required string OpeningInsurer { get; init; }

    public required string RequestDispute { get; init; }

    public required string RequestQuery { get; init; }

    public required string DisputedHeading { get; init; }

    public required string AskedHeading { get; init; }

    public required string Line { get; init; }

    public required string Page { get; init; }

    public required string NoDate { get; init; }

    public required string WholeBill { get; init; }

    public required string Quantity { get; init; }

    public required string Rate { get; init; }

    public required string Amount { get; init; }

    public required string DisputedAmount { get; init; }

    public required string AskedAmount { get; init; }

    public required string Reason { get; init; }

    /// <summary>Label of the rule's own sentence, which is English; null in other languages.</summary>
    public string? Detail { get; init; }

    public required string Rule { get; init; }

    public required string Tariff { get; init; }

    /// <summary>With <c>{tier}</c>.</summary>
    public required string Tier { get; init; }

    /// <summary>With <c>{rate}</c>.</summary>
    public required string UnitRate { get; init; }

    public required string Ask { get; init; }

    public required string TotalDisputed { get; init; }

    public required string Closing { get; init; }

    public required string Name { get; init; }

    public required string Signature { get; init; }

    public required string Contact { get; init; }

    public required string Note { get; init; }

    /// <summary>By rule or kind of finding, where need be with the verdict.</summary>
    public required IReadOnlyDictionary<string, PointWords> Points { get; init; }

    /// <exception cref="ArgumentException">Letters are not written in this language.</exception>
    public static LetterWords Of(string language) =>
        All.TryGetValue(language, out var words) ? words.Value : throw new ArgumentException($"Letters are in {string.Join(", ", Languages)}.", nameof(language));

    /// <summary>What to say of a finding: the words for its rule, or else for its kind.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="toInsurer">Whether the letter goes to the insurer.</param>
    /// <param name="benchmark">Whether the rates of the list are a benchmark for this payer.</param>
    public PointWords PointOf(Finding finding, bool toInsurer, bool benchmark)
    {
        var (kind, verdict) = (Word(finding.Kind), Word(finding.Verdict));
        var family = finding.Rule.Split('.')[0];
        string[] keys =
        [
            .. toInsurer ? [$"{finding.Rule}.insurer", $"{family}.insurer"] : Array.Empty<string>(),
            $"{finding.Rule}.{verdict}", finding.Rule,
            .. benchmark && finding.Verdict == Verdict.Query ? [$"{kind}.benchmark"] : Array.Empty<string>(),
            $"{kind}.{verdict}", family, kind,
        ];
        return Points[keys.First(Points.ContainsKey)];
    }

    private static string Word(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static LetterWords Load(string language) =>
        JsonSerializer.Deserialize<LetterWords>(TextResource.Read(typeof(LetterWords).Assembly, $"letters/{language}.json"), WireJson.Options)
        ?? throw new JsonException($"The words of {language} letters are null.");
}
