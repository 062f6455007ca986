using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Report.Page;

/// <summary>The words of the page that are the same for every bill.</summary>
internal static class AuditPageWords
{
    /// <summary>Said on every page, so that nobody takes it for more than it is.</summary>
    public static IReadOnlyList<string> Limits { get; } =
    [
        "It compares what the bill prints with published rate lists and with itself. Fixed rules decide every rupee; no language model supplies or changes an amount.",
        "It does not judge whether a service was needed or given. It is no legal opinion and no decision of an authority or insurer.",
        "CGHS rates bind empanelled hospitals for CGHS beneficiaries. For everybody else they are a benchmark: they support a question, not a claim.",
        "Ceiling prices of medicines under the Drugs (Prices Control) Order, 2013 bind every seller.",
        "An item that is non-payable under a policy's annexure, or a payer's list, is one that the payer may deduct. Billing it is not unlawful; the wording of the policy or list decides.",
        "What is not certain is not disputed: a line whose meaning, date, strength or pack is open is left alone, and listed with the reason.",
        "Compare the figures with the paper before sending anything, those of a scan above all.",
    ];

    public static string Headline(Verdict verdict) => verdict switch
    {
        Verdict.Clean => "Nothing to object to was found",
        Verdict.Query => "There are questions to ask",
        Verdict.Dispute => "Part of the bill is disputed",
        _ => "The bill could not be assessed",
    };

    public static string Meaning(Verdict verdict) => verdict switch
    {
        Verdict.Clean => "No rule found a fault. Lines that could not be compared with a rate list are named below.",
        Verdict.Query => "Nothing is disputed with the hospital. The findings below are questions to the hospital or the insurer.",
        Verdict.Dispute => "A tariff that binds the hospital is exceeded, or the bill contradicts itself. Findings marked as questions are not part of the dispute.",
        _ => "Nothing can be said about its amounts; the reasons are given below.",
    };

    public static string ClassOf(Verdict verdict) => verdict switch
    {
        Verdict.Clean => "clean",
        Verdict.Query => "query",
        Verdict.Dispute => "dispute",
        _ => "open",
    };

    /// <summary>What a finding is; a price above a benchmark is no overcharge, and an item the policy does not pay no fault.</summary>
    public static string NameOf(Finding finding) => finding.Kind switch
    {
        FindingKind.Overcharge => finding.Verdict == Verdict.Dispute ? "Above the binding rate" : "Above the rate of the list",
        FindingKind.Duplicate => finding.Verdict == Verdict.Dispute ? "Billed twice" : "Perhaps billed twice",
        FindingKind.Unbundled => finding.Verdict == Verdict.Dispute ? "Part of a package billed beside it" : "Perhaps part of what is billed beside it",
        FindingKind.NonPayable => "Non-payable under the payer's list",
        FindingKind.Arithmetic => "Figures that contradict each other",
        FindingKind.Tax => "Tax",
        FindingKind.RoomRent => "Room rent",
        _ => "Quantity, amount or date that does not look right",
    };

    public static IEnumerable<string> Said(StatedOptions options) =>
    [
        $"payer {PayerOf(options.InsuranceType)}",
        $"city tier {options.CityTier ?? "not said"}",
        $"NABH accreditation {YesOrNo(options.Nabh)}",
        $"super-speciality {YesOrNo(options.SuperSpeciality)}",
        $"ward {options.Ward?.Replace('_', '-') ?? "not said"}",
        .. options.RoomRentLimitInr is { } limit ? [$"room rent limit {Rupees.Text(limit)} a day"] : Array.Empty<string>(),
        .. options.ServiceDate is { } day ? [$"day of service {AuditPage.DayOf(day)}"] : Array.Empty<string>(),
    ];

    private static string PayerOf(string insuranceType) => insuranceType switch
    {
        "cghs" => "CGHS",
        "esi" => "ESI",
        "pmjay" => "PM-JAY",
        "private" => "private insurance",
        _ => "no insurance",
    };

    private static string YesOrNo(bool? said) => said switch
    {
        true => "yes",
        false => "no",
        _ => "not said",
    };
}
