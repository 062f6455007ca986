using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Evaluation.Bills.Making;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Tests.Bills;

/// <summary>The rates here are read off the memorandum's list: CI001 ECG, tier II: 134 without NABH, 158 with; tier I: 175 at most.</summary>
public sealed class AnswerKeyTests
{
    private static readonly DateOnly Day = new(2026, 2, 3);

    [Theory]
    [InlineData("cghs", "II", 158, null)]
    [InlineData("cghs", "II", 170, 12)]
    [InlineData("cghs", null, 170, null)]
    [InlineData("private", "II", 170, 12)]
    [InlineData("esi", "II", 900, null)]
    public void A_price_is_too_high_only_above_every_rate_that_could_apply(string payer, string? tier, int price, int? excess)
    {
        var (findings, _) = AnswerKey.Of(Bill(payer, tier, Ecg(price)));

        findings.Select(fault => (fault.Kind, fault.Amount)).ShouldBe(excess is { } amount ? [(FindingKind.Overcharge, amount)] : []);
    }

    /// <summary>CRP: 225 in tier II with NABH; the quantitative test, which the word may mean too, 270.</summary>
    [Theory]
    [InlineData(225, 0, 0)]
    [InlineData(260, 0, 1)]
    [InlineData(300, 1, 0)]
    public void A_wording_that_may_mean_another_row_is_certain_only_above_both(int price, int certain, int open)
    {
        var test = new ServiceWording(["LB069", "LB070"], "", ServiceKind.Once, 0, 0, "laboratory", Names("CRP"));

        var (findings, tolerated) = AnswerKey.Of(Bill("cghs", "II", Line(test, price)));

        (findings.Count, tolerated.Count).ShouldBe((certain, open));
    }

    [Fact]
    public void A_test_beside_its_panel_is_left_open()
    {
        var panel = new ServiceWording(["LB125"], "", ServiceKind.Once, 0, 0, "laboratory", Names("Lipid profile"));
        var part = new ServiceWording(["LB074"], "", ServiceKind.Once, 0, 0, "laboratory", Names("S. Cholesterol"));

        var (findings, tolerated) = AnswerKey.Of(Bill("cghs", "II", Line(panel, 100), Line(part, 50)));

        findings.ShouldBeEmpty();
        tolerated.Select(fault => (fault.Kind, fault.Lines.Single().Rate)).ShouldBe([(FindingKind.Unbundled, 50m)]);
    }

    [Fact]
    public void Before_the_memorandum_no_price_is_too_high()
    {
        var line = Ecg(900);
        line.Date = new(2025, 10, 12);

        AnswerKey.Of(Bill("cghs", "II", line)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_whole_bill_gives_back_is_not_too_much()
    {
        var bill = Bill("cghs", "II", Ecg(170));
        bill.Discount = 17;

        AnswerKey.Of(bill).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("private", FindingKind.NonPayable)]
    [InlineData("cghs", null)]
    public void The_annexure_of_a_policy_binds_the_insured_alone(string payer, FindingKind? kind)
    {
        var gloves = new ServiceWording([], "I-56", ServiceKind.Item, 50, 60, "consumables", Names("Gloves"));

        AnswerKey.Of(Bill(payer, "I", Line(gloves, 55))).Findings.Select(fault => fault.Kind).ShouldBe(kind is { } one ? [one] : []);
    }

    [Fact]
    public void Parts_are_unbundled_only_beside_a_package_of_the_scheme()
    {
        var theatre = new ServiceWording([], "", ServiceKind.Part, 3000, 3000, "procedure", Names("OT charges"));
        var operation = new ServiceWording(["AG094"], "", ServiceKind.Package, 0, 0, "procedure", Names("Lap. cholecystectomy"));

        AnswerKey.Of(Bill("cghs", "I", Line(theatre, 3000))).Findings.ShouldBeEmpty();
        AnswerKey.Of(Bill("private", "I", Line(theatre, 3000), Line(operation, 20000))).Findings.ShouldBeEmpty();
        AnswerKey.Of(Bill("cghs", "I", Line(theatre, 3000), Line(operation, 20000))).Findings.Select(fault => fault.Kind).ShouldBe([FindingKind.Unbundled]);
    }

    /// <summary>Paracetamol 500 mg: 1.01 a tablet of 30 Mar 2022, with index and 12 % tax 1.29, a strip of ten 12.90; with 5 % 12.10.</summary>
    [Theory]
    [InlineData("2026-02-03", true, 12.05, 0, 0)]
    [InlineData("2026-02-03", true, 12.50, 0, 1)]
    [InlineData("2026-02-03", true, 20.00, 1, 0)]
    [InlineData("2026-02-03", false, 20.00, 0, 0)]
    [InlineData("2026-04-01", true, 20.00, 0, 0)]
    public void A_medicine_is_too_dear_above_ceiling_index_and_tax_where_its_pack_is_known(string day, bool saysPack, double price, int certain, int open)
    {
        var medicine = new MedicineWording("Paracetamol", "Tablet 500 mg", "", 10, "10's", Names("Tab. Paracetamol 500 mg"));
        var line = new DraftLine { Medicine = medicine, Section = "pharmacy", Description = "Tab. Paracetamol 500 mg", Date = DateOnly.Parse(day), Rate = (decimal)price, SaysPack = saysPack };

        var (findings, tolerated) = AnswerKey.Of(Bill("none", null, line));

        (findings.Count, tolerated.Count).ShouldBe((certain, open));
    }

    [Fact]
    public void The_wards_rule_moves_packages_and_leaves_investigations_alone()
    {
        var operation = new ServiceWording(["AG094"], "", ServiceKind.Package, 0, 0, "procedure", Names("Lap. cholecystectomy"));
        var ecg = Ecg(1).Service!;
        var options = new ExpectedOptions { CityTier = "I", Nabh = true, SuperSpeciality = false, Ward = "general" };
        var printed = RateBook.Shipped.Cghs.Find("AG094")![CityTier.I, CghsColumn.Nabh];

        Tariffs.Highest(operation, options).Meant.ShouldBe(printed * 0.95m);
        Tariffs.Highest(operation, options with { Ward = null }).Meant.ShouldBe(printed * 1.05m);
        Tariffs.Highest(ecg, options).Meant.ShouldBe(Tariffs.Highest(ecg, options with { Ward = "private" }).Meant);
    }

    private static DraftLine Ecg(decimal price) => Line(new ServiceWording(["CI001"], "", ServiceKind.Once, 0, 0, "radiology", Names("ECG")), price);

    private static DraftLine Line(ServiceWording service, decimal price) =>
        new() { Service = service, Section = service.Section, Description = service.Names["english"][0], Date = Day, Rate = price };

    private static Dictionary<string, IReadOnlyList<string>> Names(string name) => new() { ["english"] = [name] };

    private static DraftBill Bill(string payer, string? tier, params DraftLine[] lines)
    {
        var bill = new DraftBill
        {
            Id = "one",
            Language = "english",
            Layout = new() { Name = "plain", Template = "plain.html", Rows = 30, WrapAt = 40, Dates = ["dd/MM/yyyy"], Amounts = ["plain"] },
            Words = new(new Dictionary<string, string>(), [], [], [], []),
            Options = new() { InsuranceType = payer, CityTier = tier, Nabh = true, SuperSpeciality = false, Ward = "semi_private" },
            Admitted = Day,
            Discharged = Day,
            Stayed = false,
            Habits = new("dd/MM/yyyy", "plain", '0', false, []),
            Hospital = "",
            Patient = "",
            Doctor = "",
            Number = "",
            PatientId = "",
        };
        bill.Lines.AddRange(lines);
        return bill;
    }
}
