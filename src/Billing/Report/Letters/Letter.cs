using System.Globalization;
using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Report.Letters;

/// <summary>A label and what stands behind it.</summary>
public sealed record LetterFact(string Label, string Value);

/// <summary>One point of a letter: the lines of the bill it is about, as printed, and what there is to say of them.</summary>
public sealed record LetterPoint(IReadOnlyList<string> Lines, IReadOnlyList<LetterFact> Facts);

/// <summary>Points of one sort under their heading.</summary>
public sealed record LetterSection(string Heading, IReadOnlyList<LetterPoint> Points);

/// <summary>
/// A letter about a bill in one language, to be signed by whoever sends it: what is disputed and what is asked, nothing else.
/// It goes to the hospital's billing desk; where all that was found is what a private policy may not pay, to the insurer.
/// </summary>
public sealed record Letter
{
    /// <summary>Where a person writes.</summary>
    private const string Blank = "........................................";

    /// <summary>Its language's tag in HTML, BCP 47.</summary>
    public required string Tag { get; init; }

    /// <summary>The lines of the address, "To" first.</summary>
    public required IReadOnlyList<string> Address { get; init; }

    /// <summary>Copy, date and subject.</summary>
    public required IReadOnlyList<LetterFact> Head { get; init; }

    /// <summary>Which bill it is.</summary>
    public required IReadOnlyList<LetterFact> Bill { get; init; }

    public required string Salutation { get; init; }

    public required IReadOnlyList<string> Opening { get; init; }

    public required IReadOnlyList<LetterSection> Sections { get; init; }

    public required LetterFact? Total { get; init; }

    public required string Closing { get; init; }

    /// <summary>What the sender fills in.</summary>
    public required IReadOnlyList<LetterFact> Sender { get; init; }

    public required string Note { get; init; }

    /// <summary><c>english hindi bengali tamil</c>.</summary>
    public static IReadOnlyList<string> Languages => LetterWords.Languages;

    /// <summary>The languages in which letters about this bill are written without being asked: the bill's, and English.</summary>
    public static IReadOnlyList<string> LanguagesOf(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. new[] { result.Bill.Language ?? Languages[0], Languages[0] }.Distinct(StringComparer.Ordinal)];
    }

    /// <returns>Null: nothing was found, so there is nothing to write.</returns>
    /// <param name="result">The audit.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <exception cref="ArgumentException">Letters are not written in this language.</exception>
    public static Letter? Of(AuditResult result, string language)
    {
        ArgumentNullException.ThrowIfNull(result);
        var words = LetterWords.Of(language);
        if (result.Findings.Count == 0)
            return null;
        var payer = result.Options?.InsuranceType ?? "none";
        var toInsurer = payer == "private" && result.Findings.All(IsAboutThePolicy);
        var points = new LetterPoints(words, result, toInsurer, isBenchmark: payer is "private" or "none");
        var disputed = points.Section(words.DisputedHeading, Verdict.Dispute);
        var asked = points.Section(words.AskedHeading, Verdict.Query);
        var sum = Rupees.Text(result.Findings.Where(finding => finding.Verdict == Verdict.Dispute).Sum(finding => finding.AmountInr));
        return new()
        {
            Tag = words.Tag,
            Address = toInsurer
                ? [words.To, words.Insurer, .. Known(result.Bill.Insurer)]
                : [words.To, words.BillingDesk, result.Bill.Hospital ?? Blank],
            Head =
            [
                .. !toInsurer && words.Payers.TryGetValue(payer, out var copy) ? [new LetterFact(words.CopyTo, copy)] : Array.Empty<LetterFact>(),
                new(words.Date, Blank),
                new(words.Subject, toInsurer ? words.SubjectInsurer : disputed is null ? words.SubjectQuery : words.SubjectDispute),
            ],
            Bill = BillOf(result.Bill, words, toInsurer),
            Salutation = words.Salutation,
            Opening =
            [
                Filled(toInsurer ? words.OpeningInsurer : disputed is null ? words.OpeningQuery : words.OpeningDispute, Rupees.Text(result.Totals.ClaimedInr), sum),
                .. toInsurer ? Array.Empty<string>() : [disputed is null ? words.RequestQuery : words.RequestDispute],
            ],
            Sections = [.. new[] { disputed, asked }.OfType<LetterSection>()],
            Total = disputed is null ? null : new(words.TotalDisputed, sum),
            Closing = words.Closing,
            Sender = [new(words.Name, Blank), new(words.Signature, Blank), new(words.Contact, Blank)],
            Note = words.Note,
        };
    }

    private static bool IsAboutThePolicy(Finding finding) => finding.Kind == FindingKind.NonPayable || finding.Rule is "room.limit" or "room.proportion";

    private static IReadOnlyList<LetterFact> BillOf(BillSummary bill, LetterWords words, bool toInsurer)
    {
        (string Label, string? Value)[] facts =
        [
            (words.Hospital, toInsurer ? bill.Hospital : null),
            (words.BillNumber, bill.BillNumber),
            (words.BillDate, DayOf(bill.BillDate)),
            (words.Patient, bill.Patient),
            (words.Admitted, DayOf(bill.Admitted)),
            (words.Discharged, DayOf(bill.Discharged)),
        ];
        return [.. facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)).Select(fact => new LetterFact(fact.Label, fact.Value!))];
    }

    /// <summary>Day, month, year, as bills in India have it.</summary>
    internal static string? DayOf(DateOnly? day) => day?.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Known(string? name) => string.IsNullOrWhiteSpace(name) ? [] : [name];

    private static string Filled(string sentence, string claimed, string disputed) =>
        sentence.Replace("{claimed}", claimed, StringComparison.Ordinal).Replace("{disputed}", disputed, StringComparison.Ordinal);
}
