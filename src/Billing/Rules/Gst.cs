using MediAgents.Billing.Audit;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Goods and services tax on hospital bills, as far as a bill can be asked about it. Health care by a clinical establishment is exempt
/// (notification 12/2017-Central Tax (Rate) of 28 June 2017, entry 74). From 18 July 2022 a room of more than INR 5,000 a day, not in
/// intensive care, bears 5 % without input credit (notifications 03/2022 and 04/2022-Central Tax (Rate) of 13 July 2022). From 22 Sep
/// 2025 medicines bear 5 % or none (notifications 09/2025 and 10/2025-Central Tax (Rate) of 17 Sep 2025) and the rates of 12 % and 28 %
/// are gone. Medicines given in the course of a treatment may be part of the exempt service, so nothing rests on their tax.
/// </summary>
internal static class Gst
{
    public const string ExemptServices = "notification 12/2017-Central Tax (Rate), entry 74: health care services by a clinical establishment are exempt";
    public const string Rooms = "notifications 03/2022 and 04/2022-Central Tax (Rate): 5 % on rooms of more than INR 5,000 a day outside intensive care, from 18 July 2022";
    public const string Rates2025 = "rates of goods and services tax from 22 Sep 2025 (notification 09/2025-Central Tax (Rate))";

    public static readonly DateOnly RoomsTaxedFrom = new(2022, 7, 18);
    public static readonly DateOnly NewRatesFrom = new(2025, 9, 22);

    public const decimal RoomRate = 0.05m;
    private const decimal UntaxedRoomInr = 5_000;

    private static readonly decimal[] Percentages = [0, 0.1m, 0.25m, 1, 1.5m, 3, 5, 12, 18, 28, 40];

    /// <summary>What is not treatment: taxable whoever sells it.</summary>
    private static readonly string[] NotTreatment = ["cosmetic", "hair", "botox", "aesthetic", "parking", "telephone", "laundry", "attendant", "guest", "food", "meal", "canteen", "documentation", "certificate"];

    public static bool IsGst(BillTax tax) => Label(tax, "GST", "जीएसटी", "জিএসটি", "ஜிஎஸ்டி");

    /// <summary>The half that goes to the Union.</summary>
    public static bool IsCentral(BillTax tax) => Label(tax, "CGST", "सीजीएसटी", "সিজিএসটি", "சிஜிஎஸ்டி")
        || (IsGst(tax) && Label(tax, "central", "केन्द्रीय", "केंद्रीय", "কেন্দ্রীয়", "மத்திய"));

    /// <summary>The half that goes to the state or Union territory.</summary>
    public static bool IsState(BillTax tax) => Label(tax, "SGST", "एसजीएसटी", "এসজিএসটি", "எஸ்ஜிஎஸ்டி") || Label(tax, "UTGST")
        || (IsGst(tax) && !Label(tax, "inter") && Label(tax, "state", "राज्य", "রাজ্য", "மாநில"));

    public static bool IsHalf(BillTax tax) => IsCentral(tax) || IsState(tax);

    /// <summary>The two halves of the tax if they are of one percentage and differ; INR between them, else 0.</summary>
    public static decimal DifferenceOfHalves(IReadOnlyList<BillTax> taxes)
    {
        var central = taxes.Where(IsCentral).ToList();
        var state = taxes.Where(IsState).ToList();
        return central.Count == 1 && state.Count == 1 && central[0].Percent == state[0].Percent ? Math.Abs(central[0].AmountInr - state[0].AmountInr) : 0;
    }

    /// <summary>True for a percentage that the law knows on a day, or half of one.</summary>
    public static bool IsRate(decimal percent, bool isHalf, DateOnly? day) =>
        Array.Exists(Percentages, rate => (rate is not (12 or 28) || day is null || day < NewRatesFrom) && (rate == percent || (isHalf && rate == percent * 2)));

    /// <summary>True when the line is a treatment by its tariff row or wording, which bears no tax.</summary>
    public static bool IsTreatment(LineContext line) =>
        line.Medicine is null && !line.Names(NotTreatment) && !Stays.IsRoom(line)
        && (line.Rate is { Class: not RateClass.Implant } || line.Procedure is { Outcome: MatchOutcome.Ambiguous } && line.ResemblesService
            || Stays.IsIntensiveCare(line) || line.Names("consultation", "nursing", "surgeon", "anesthetist", "theatre", "theater", "ot"));

    /// <summary>True when the room costs too little a day, or was used too early, to bear tax.</summary>
    public static bool IsUntaxedRoom(LineContext line) =>
        Stays.IsRoom(line) && (line.UnitPrice <= UntaxedRoomInr || line.Days is { } days && days.Latest < RoomsTaxedFrom);

    public static bool IsTaxedRoom(LineContext line) => Stays.IsRoom(line) && !IsUntaxedRoom(line);

    public static TariffCitation Citation(string source) => new("GST", null, "Goods and services tax on hospital bills", null, null, null, source);

    private static bool Label(BillTax tax, string name, params ReadOnlySpan<string> indic)
    {
        if (tax.Label.Contains(name, StringComparison.OrdinalIgnoreCase))
            return true;
        var written = IndicText.Exact(tax.Label);
        foreach (var word in indic)
        {
            if (written.Contains(IndicText.Exact(word), StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
