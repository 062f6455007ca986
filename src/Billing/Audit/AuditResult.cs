using System.Text.Json.Serialization;
using MediAgents.Billing.Reading;
using MediAgents.Primitives;

namespace MediAgents.Billing.Audit;

/// <summary>What kind of fault a finding is.</summary>
public enum FindingKind
{
    Overcharge,
    Duplicate,
    Unbundled,
    NonPayable,
    Arithmetic,
    Tax,
    RoomRent,
    Implausible,
}

/// <summary><c>query</c>: ask the hospital. <c>dispute</c>: a binding tariff is exceeded or the bill contradicts itself.</summary>
public enum Verdict
{
    Clean,
    Query,
    Dispute,
    NotAssessable,
}

/// <summary>One charge as read. Line items count from 1 in the order of the bill; money is INR.</summary>
public sealed record LineItem(
    int Line,
    int Page,
    DateOnly? Date,
    string? Code,
    string Description,
    decimal? Quantity,
    string? Unit,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal? RateInr,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal AmountInr,
    PageBox? Box);

/// <summary>What the bill itself says for a finding: the text of a line item as it stands on its page.</summary>
public sealed record Evidence(int Line, int Page, PageBox? Box, string Text);

/// <summary>The printed tariff row a finding rests on. <c>rate_inr</c> is the highest rate that could apply, INR per billed unit.</summary>
public sealed record TariffCitation(
    string List,
    string? Code,
    string Name,
    string? Tier,
    DateOnly? Date,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal? RateInr,
    string Source);

/// <summary>
/// One fault. <c>amount_inr</c> is the money in question; the range says what it is under the most and the least lenient reading of
/// what is unknown. Only findings whose verdict is <c>dispute</c>, and items non-payable under a policy's annexure, count as disputed.
/// </summary>
public sealed record Finding
{
    public required string Rule { get; init; }

    public required FindingKind Kind { get; init; }

    public required IReadOnlyList<int> Lines { get; init; }

    [JsonConverter(typeof(MoneyJsonConverter))]
    public required decimal AmountInr { get; init; }

    [JsonConverter(typeof(MoneyJsonConverter))]
    public required decimal AmountLowInr { get; init; }

    [JsonConverter(typeof(MoneyJsonConverter))]
    public required decimal AmountHighInr { get; init; }

    public required double Confidence { get; init; }

    public required Verdict Verdict { get; init; }

    public required string Explanation { get; init; }

    /// <summary>What to ask the hospital or insurer.</summary>
    public string? Ask { get; init; }

    public TariffCitation? Tariff { get; init; }

    /// <summary>The lines named, as printed.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
}

/// <summary>Claimed = allowed + disputed, always. INR.</summary>
public sealed record AuditTotals(
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal ClaimedInr,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal AllowedInr,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal DisputedInr);

/// <summary>A table the audit used.</summary>
public sealed record UsedTable(string List, string Version, DateOnly? ValidFrom);

/// <summary>A tariff row that a description might mean.</summary>
public sealed record Alternative(string Code, string Name, double Score);

/// <summary>
/// The same medicine at Jan Aushadhi shops, where it costs less: same ingredients, strength and form. No finding and never disputed.
/// Prices are INR, those of a unit to four decimals.
/// </summary>
/// <param name="Line">The line billed.</param>
/// <param name="Description">What the bill calls it.</param>
/// <param name="List">The list, "Jan Aushadhi".</param>
/// <param name="Code">Its row.</param>
/// <param name="Name">What the row calls it.</param>
/// <param name="Pack">The pack of the row, as printed.</param>
/// <param name="PackInr">The price of that pack.</param>
/// <param name="Unit">tablet, capsule, ml, g, vial and the like.</param>
/// <param name="UnitInr">The price of one unit in the list.</param>
/// <param name="BilledUnitInr">The price of one unit on the bill, after its discount.</param>
/// <param name="SavingInr">What the line would cost less.</param>
/// <param name="PackAssumed">True when the bill does not say how much a billed unit holds; then it is taken to hold the list's pack, which favours the seller.</param>
/// <param name="ListDate">From when the list is.</param>
/// <param name="Source">The document.</param>
public sealed record GenericAlternative(
    int Line,
    string Description,
    string List,
    string Code,
    string Name,
    string Pack,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal PackInr,
    string Unit,
    decimal UnitInr,
    decimal BilledUnitInr,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal SavingInr,
    bool PackAssumed,
    DateOnly? ListDate,
    string Source);

/// <summary>A line whose price was left alone, why, and what it might have been.</summary>
public sealed record LineNote(int Line, string Description, string Reason, IReadOnlyList<Alternative> Alternatives);

/// <summary>What was seen and not disputed.</summary>
public sealed record AuditNotes(
    IReadOnlyList<LineNote> AmbiguousMatches, IReadOnlyList<LineNote> NotDisputed, IReadOnlyList<int> UnmatchedLines, IReadOnlyList<string> Reading);

/// <summary>The head of the bill as read.</summary>
public sealed record BillSummary(
    string? Hospital, string? Patient, string? BillNumber, string? Insurer, DateOnly? BillDate, DateOnly? Admitted, DateOnly? Discharged,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal? TotalInr,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal DiscountInr,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal AdvanceInr)
{
    /// <summary><c>english hindi bengali tamil</c>: the language of the bill, and so of a letter about it; null when its text has no letters of theirs.</summary>
    public string? Language { get; init; }
}

/// <summary>What was said of the bill beside its text, in the words of requests and commands (contract, Bills). What is null was not said.</summary>
public sealed record StatedOptions(
    string InsuranceType, string? CityTier, bool? Nabh, bool? SuperSpeciality, string? Ward, DateOnly? ServiceDate, string? Language,
    [property: JsonConverter(typeof(MoneyJsonConverter))] decimal? RoomRentLimitInr = null);

/// <summary>The audit of one bill. Its JSON through <c>WireJson</c> is the stable core of the wire shape.</summary>
public sealed record AuditResult
{
    public required Verdict Verdict { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required double Confidence { get; init; }

    public required AuditTotals Totals { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<LineItem> LineItems { get; init; }

    public required IReadOnlyList<UsedTable> Tables { get; init; }

    public required IReadOnlyList<string> Recommendations { get; init; }

    /// <summary>Medicines that cost less as a Jan Aushadhi generic.</summary>
    public IReadOnlyList<GenericAlternative> Alternatives { get; init; } = [];

    public required AuditNotes Notes { get; init; }

    public required BillSummary Bill { get; init; }

    /// <summary>Under which circumstances the rules were applied; null in results of releases that did not keep it.</summary>
    public StatedOptions? Options { get; init; }

    /// <summary>Why nothing could be read; <see cref="BillProblem.None"/> when the bill was read.</summary>
    [JsonIgnore]
    public BillProblem Problem { get; init; }
}
