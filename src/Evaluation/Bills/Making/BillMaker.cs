using System.Globalization;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Making;

/// <summary>Makes bills from sets, each from the seed, its language and its number alone.</summary>
internal sealed class BillMaker(IReadOnlyList<BillSet> sets, int seed)
{
    private readonly List<(BillSet Set, BillLayout Layout)> layouts = [.. sets.SelectMany(set => set.Layouts.Select(layout => (set, layout)))];

    private const string BatchLetters = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private const string BatchFigures = "0123456789";

    /// <summary>Share of bills without a fault.</summary>
    private const double Clean = 0.3;

    public DraftBill Make(string language, int number)
    {
        var chance = new Chance(unchecked((seed * 7919) + (number * 104729) + (BillSet.Languages.ToList().IndexOf(language) * 1299709)));
        // Layouts take turns, so that few bills still show all of them.
        var (set, layout) = layouts[number % layouts.Count];
        var bill = Begin(chance, language, number, layout, set.Words[language]);
        var charges = new Charges(set, bill, chance);
        var isClean = chance.Of(Clean);
        charges.Fill(isClean);
        if (!isClean)
            new Faults(bill, chance, charges).Plant();
        Settle(bill, chance, isClean);
        Arrange(bill);
        return bill;
    }

    private static DraftBill Begin(Chance chance, string language, int number, BillLayout layout, BillWords words)
    {
        var insurance = chance.Share(0, 1) switch { < 0.42 => "cghs", < 0.74 => "private", < 0.84 => "none", < 0.92 => "esi", _ => "pmjay" };
        var stayed = chance.Of(0.75);
        var (first, last) = chance.Share(0, 1) switch
        {
            < 0.06 => (new DateOnly(2025, 7, 1), new DateOnly(2025, 9, 25)),
            < 0.62 => (Tariffs.CghsBegins, Tariffs.CeilingsEnd.AddDays(-12)),
            _ => (new DateOnly(2026, 4, 1), BillSet.Today.AddDays(-12)),
        };
        var admitted = first.AddDays(chance.Between(0, last.DayNumber - first.DayNumber));
        var zero = chance.Of(layout.IndicDigits) ? language switch { "hindi" => '\u0966', "bengali" => '\u09E6', _ => '0' } : '0';
        return new()
        {
            Id = $"{language}-{number:000}",
            Language = language,
            Layout = layout,
            Words = words,
            Options = Options(chance, insurance, language),
            Admitted = admitted,
            Discharged = stayed ? admitted.AddDays(chance.Between(2, 8)) : admitted,
            Stayed = stayed,
            Habits = new(chance.One(layout.Dates), chance.One(layout.Amounts), zero, layout.QuantityDecimals, words.Months),
            Hospital = chance.One(words.Hospitals),
            Patient = chance.One(words.Patients),
            Doctor = chance.One(words.Doctors),
            Number = string.Create(CultureInfo.InvariantCulture, $"{chance.One<string>(["IP", "HB", "FB", "INV"])}/{admitted.Year % 100}-{(admitted.Year + 1) % 100}/{chance.Between(1000, 99999):00000}"),
            PatientId = chance.Between(100000, 9999999).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static ExpectedOptions Options(Chance chance, string insurance, string language)
    {
        var says = insurance == "cghs" ? 0.8 : 0.4;
        return new()
        {
            InsuranceType = insurance,
            CityTier = chance.Of(says) ? chance.One<string>(["I", "II", "III"]) : null,
            Nabh = chance.Of(says) ? chance.Of(0.6) : null,
            SuperSpeciality = chance.Of(says) ? chance.Of(0.15) : null,
            Ward = chance.Of(says) ? chance.One<string>(["general", "semi_private", "private"]) : null,
            Language = chance.Of(0.8) ? language : "auto",
        };
    }

    /// <summary>What is added and taken off below the charges. Taxes and a discount never stand together: which comes first is open.</summary>
    private static void Settle(DraftBill bill, Chance chance, bool isClean)
    {
        if (bill.Layout.Taxes && bill.Taxes.Count == 0 && isClean && chance.Of(0.4))
            new Taxation(bill, chance).AddRight();
        if (bill.Taxes.Count == 0 && !bill.Layout.LineDiscounts && chance.Of(0.2))
            bill.Discount = decimal.Floor(bill.Charges * chance.Between(2, 8) / 100);
        if (bill.Stayed && chance.Of(0.35))
            bill.Advance = Math.Max(0, decimal.Floor(bill.Total / 2 / 500) * 500);
    }

    /// <summary>The order of the printed bill: by section or by day; medicines of an annexure last.</summary>
    private static void Arrange(DraftBill bill)
    {
        var sections = Charges.Sections.ToList();
        var ordered = (bill.Layout.Sections
                ? bill.Lines.OrderBy(line => sections.IndexOf(line.Section)).ThenBy(line => line.Date)
                : bill.Lines.OrderBy(bill.IsMedicineTable).ThenBy(line => line.HasImpossibleDate ? bill.Admitted : line.Date))
            .ToList();
        bill.Lines.Clear();
        bill.Lines.AddRange(ordered);
        for (var i = 0; i < ordered.Count; i++)
            ordered[i].Number = i + 1;
    }

    internal static string Batch(Chance chance) => chance.Letters(BatchLetters, chance.Between(1, 3)) + chance.Letters(BatchFigures, chance.Between(3, 5));
}
