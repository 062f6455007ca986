using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading;

public sealed class MisreadingsTests
{
    private const string Head = "Description              Qty      Rate      Amount\n";

    [Theory]
    [InlineData("Serum Sodium               2    12O.00      240.00", 2, "120", "240")]
    [InlineData("Serum Sodium               2    %120,00      %240,00", 2, "120", "240")]
    [InlineData("Serum Sodium               l    120.00      120.00", 1, "120", "120")]
    [InlineData("Serum Sodium               2    120.00      Z40.00", 2, "120", "240")]
    [InlineData("Total hip replacement      1    1.25.000.00      1,25,000.00", 1, "125000", "125000")]
    [InlineData("Serum Sodium               2    ₹१२०,००      ₹२४०.००", 2, "120", "240")]
    public void A_misread_figure_is_put_right_where_arithmetic_proves_it(string row, int quantity, string rate, string amount)
    {
        var bill = Scan(Head + row);

        var line = bill.Lines.ShouldHaveSingleItem();
        line.Quantity.ShouldBe(quantity);
        line.RateInr.ShouldBe(decimal.Parse(rate, CultureInfo.InvariantCulture));
        line.AmountInr.ShouldBe(decimal.Parse(amount, CultureInfo.InvariantCulture));
        bill.Remarks.ShouldHaveSingleItem().ShouldContain("proves it");
    }

    [Theory]
    [InlineData("Serum Sodium               2    12O.00      250.00")]
    [InlineData("Serum Sodium                              2S0.00")]
    public void Nothing_is_put_right_without_proof(string row)
    {
        var bill = Scan(Head + "Serum Potassium            1    100.00      100.00\n" + row);

        bill.Lines.ShouldAllBe(line => line.RateInr != 120 && line.RateInr != 125 && line.AmountInr != 240);
        bill.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void A_row_whose_figures_cannot_be_read_is_named()
    {
        var bill = Scan(Head + "Serum Potassium            1    100.00      100.00\nSerum Sodium                              2S0.00\n");

        bill.Lines.ShouldHaveSingleItem();
        bill.Warnings.ShouldHaveSingleItem().ShouldContain("Line 3");
    }

    [Fact]
    public void Rupee_signs_read_as_digits_before_rate_and_amount_are_taken_off()
    {
        var bill = Scan(Head + "Surgical gloves            2    2500.00      21,000.00\n");

        bill.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.RateInr.ShouldBe(500), line => line.AmountInr.ShouldBe(1000), line => line.Doubtful.ShouldBeFalse());
    }

    [Fact]
    public void A_contradiction_is_disputed_in_a_text_and_in_a_scan_asked_about_if_the_total_bears_it_out()
    {
        const string text = Head + "Serum Sodium               2    120.00      300.00\nSerum Potassium            1    100.00      100.00\n";
        const string total = "Total                                          400.00\n";

        var printed = Arithmetic(new BillText(text)).ShouldHaveSingleItem();
        var scanned = Arithmetic(new BillText(text + total, Recognised: true)).ShouldHaveSingleItem();

        printed.Verdict.ShouldBe(Verdict.Dispute);
        scanned.Verdict.ShouldBe(Verdict.Query);
        scanned.Explanation.ShouldContain("misread");
        Arithmetic(new BillText(text, Recognised: true)).ShouldBeEmpty();
        BillAudit.Audit(new BillText(text, Recognised: true), new()).Notes.NotDisputed.ShouldContain(note => note.Line == 1 && note.Reason.Contains("contradict", StringComparison.Ordinal));

        static IEnumerable<Finding> Arithmetic(BillText bill) => BillAudit.Audit(bill, new()).Findings.Where(finding => finding.Rule == "arithmetic.line");
    }

    [Fact]
    public void An_amount_against_which_rate_and_total_both_stand_was_misread()
    {
        const string text = Head + "Serum Sodium               2    120.00      340.00\nSerum Potassium            1    100.00      100.00\nTotal                                          340.00\n";

        Scan(text).Lines[0].AmountInr.ShouldBe(240);
        BillReader.Read(new(text)).Lines[0].AmountInr.ShouldBe(340);
    }

    [Fact]
    public void A_quantity_and_a_rate_that_were_run_together_are_parted_if_the_amount_says_so()
    {
        Scan(Head + "Serum Sodium               1.361.20      361.20\n").Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.Quantity.ShouldBe(1), line => line.RateInr.ShouldBe(361.20m), line => line.AmountInr.ShouldBe(361.20m));
        Scan(Head + "Serum Sodium               2.361.20      361.20\n").Lines.ShouldHaveSingleItem().RateInr.ShouldBeNull();
        BillReader.Read(new(Head + "Serum Sodium               1.361.20      361.20\n")).Lines.ShouldHaveSingleItem().RateInr.ShouldBeNull();
    }

    [Fact]
    public void A_quantity_beside_a_rate_and_an_amount_that_are_alike_is_one()
    {
        const string row = Head + "Serum Sodium               ३    ३५१.००      ३५१.००\n";

        Scan(row).Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(line => line.Quantity.ShouldBe(1), line => line.Doubtful.ShouldBeFalse());
        BillReader.Read(new(row)).Lines.ShouldHaveSingleItem().Quantity.ShouldBe(3);
        Scan(Head + "Serum Sodium               3    351.00      702.00\n").Lines.ShouldHaveSingleItem().Quantity.ShouldBe(3);
    }

    [Theory]
    [InlineData(4, "8125.00", "500.00", 4, "125", "500")]
    [InlineData(4, "15.00", "500.00", 4, "125", "500")]
    [InlineData(4, "12500", "500.00", 4, "125", "500")]
    [InlineData(2, "125.00", "1500.00", 12, "125", "1500")]
    [InlineData(4, "125.00", "50000.00", 4, "125", "500")]
    public void One_figure_that_lost_or_gained_a_digit_or_lost_its_point_is_what_the_others_say(int quantity, string rate, string amount, int quantityRead, string rateRead, string amountRead)
    {
        var row = $"Serum Sodium             {quantity,3}  {rate,12}  {amount,12}\n";
        var bill = Scan($"{Head}{row}Chest X-Ray                1    230.00      230.00\n");

        bill.Lines[0].ShouldSatisfyAllConditions(
            line => line.Quantity.ShouldBe(quantityRead),
            line => line.RateInr.ShouldBe(decimal.Parse(rateRead, CultureInfo.InvariantCulture)),
            line => line.AmountInr.ShouldBe(decimal.Parse(amountRead, CultureInfo.InvariantCulture)),
            line => line.Doubtful.ShouldBeFalse());
        bill.Remarks.ShouldHaveSingleItem().ShouldContain("proves it");
        BillReader.Read(new(Head + row)).Lines.ShouldHaveSingleItem().AmountInr.ShouldBe(decimal.Parse(amount, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(4, "125.00", "600.00")]
    [InlineData(4, "152.00", "500.00")]
    [InlineData(3, "100.00", "1000.00")]
    public void A_difference_that_recognition_does_not_make_or_that_two_figures_may_make_stays(int quantity, string rate, string amount) =>
        Scan($"{Head}Serum Sodium             {quantity,3}  {rate,12}  {amount,12}\n").Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.Quantity.ShouldBe(quantity), line => line.RateInr.ShouldBe(decimal.Parse(rate, CultureInfo.InvariantCulture)), line => line.Doubtful.ShouldBeTrue());

    [Fact]
    public void A_rupee_sign_read_as_the_first_digit_goes_from_all_figures_that_hold_without_it()
    {
        string[] rows = ["Serum Sodium|2,180.00|3|2540.00", "Serum Potassium|2,320.00|2|2,640.00", "Chest X-Ray|290.00|1|290.00", "Serum Calcium|75.00|1|275.00", "Dressing|110.00|2|220.00"];
        var text = "Description            Rate       Qty     Amount\n" + string.Concat(rows.Select(row => row.Split('|')).Select(row => $"{row[0],-18}{row[1],9}{row[2],10}{row[3],13}\n"));

        Scan(text).Lines.Select(line => (line.RateInr, line.AmountInr)).ShouldBe([(180, 540), (320, 640), (90, 90), (75, 75), (110, 220)]);
        // One row alone may be an error of the bill.
        Scan(text.Replace("2,640.00", "4,640.00", StringComparison.Ordinal)).Lines.ShouldContain(line => line.AmountInr == 290);
        BillReader.Read(new(text)).Lines[0].AmountInr.ShouldBe(2540);
    }

    [Fact]
    public void A_quantity_or_a_rate_lost_where_all_other_rows_have_one_is_what_the_amount_says()
    {
        var text = Head + string.Concat(Enumerable.Range(1, 8).Select(i => $"Serum Sodium {(char)('A' + i)}             {i}    120.00   {120 * i,9}.00\n"))
            + "Serum Potassium                 100.00      300.00\nSerum Chloride             4                600.00\nSerum Calcium                   100.00      350.00\n";

        var scanned = Scan(text).Lines;

        scanned[8].Quantity.ShouldBe(3);
        scanned[9].RateInr.ShouldBe(150);
        scanned[10].Quantity.ShouldBeNull();
        BillReader.Read(new(text)).Lines[8].Quantity.ShouldBeNull();
    }

    [Fact]
    public void A_doubtful_line_explains_a_wrong_total_only_if_its_other_figures_do()
    {
        const string rows = Head + "Serum Sodium               2    125.00      290.00\nSerum Potassium            1    100.00      100.00\nChest X-Ray                1    230.00      230.00\n";

        bool Asks(string total) => BillAudit.Audit(new BillText($"{rows}Grand Total                                    {total}\n", Recognised: true), new())
            .Findings.Any(finding => finding is { Rule: "arithmetic.total", Verdict: Verdict.Query });

        Asks("580.00").ShouldBeFalse();
        Asks("1120.00").ShouldBeTrue();
    }

    [Fact]
    public void No_rule_counts_with_a_quantity_that_rate_and_amount_contradict()
    {
        const string rows = "Admission: 05/11/2025\nDischarge: 08/11/2025\n\nDescription              Qty      Rate      Amount\nConsultant visit          145    300.00      300.00\nBed charges general ward   41   1000.00     4000.00\n";

        var findings = BillAudit.Audit(new BillText(rows, Recognised: true), new()).Findings;

        findings.ShouldNotContain(finding => finding.Rule == "implausible.quantity" || finding.Rule == "room.days");
        BillAudit.Audit(new BillText(rows), new()).Findings.ShouldContain(finding => finding.Rule == "room.days" && finding.Verdict == Verdict.Dispute);
    }

    [Fact]
    public void Days_of_a_room_without_a_rate_are_asked_about_on_a_scan_and_disputed_in_a_text()
    {
        const string rows = "Admission: 05/11/2025\nDischarge: 08/11/2025\n\nDescription                  Days      Amount\nBed charges general ward       14     4000.00\nConsultant visit                1      300.00\n";

        Verdict Of(bool recognised) => BillAudit.Audit(new BillText(rows, Recognised: recognised), new()).Findings.Single(finding => finding.Rule == "room.days").Verdict;

        Of(recognised: true).ShouldBe(Verdict.Query);
        Of(recognised: false).ShouldBe(Verdict.Dispute);
    }

    [Fact]
    public void A_row_that_numbers_the_columns_is_no_item_though_its_first_number_is_misread()
    {
        const string text = "Particulars              Nos      Rate      Amount\n  ay                  (2)      (3)      (4)\nSerum Sodium               2    120.00      240.00\nChest X-Ray                1    230.00      230.00\nTotal                                       470.00\n";

        var bill = Scan(text);

        bill.Lines.Select(line => line.AmountInr).ShouldBe([240, 230]);
        bill.TotalInr.ShouldBe(470);
    }

    [Fact]
    public void A_row_that_a_scan_swallowed_makes_the_total_asked_about_and_not_disputed()
    {
        const string text = Head + "Serum Sodium               2    120.00      240.00\nSerum Potassium            1    100.00      100.00\nGrand Total                                    840.00\n";

        var scanned = BillAudit.Audit(new BillText(text, Recognised: true), new());
        var printed = BillAudit.Audit(new BillText(text), new());

        scanned.Findings.Single(finding => finding.Rule == "arithmetic.total").ShouldSatisfyAllConditions(
            finding => finding.Verdict.ShouldBe(Verdict.Query), finding => finding.AmountInr.ShouldBe(0));
        scanned.Totals.DisputedInr.ShouldBe(0);
        printed.Findings.Single(finding => finding.Rule == "arithmetic.total").Verdict.ShouldBe(Verdict.Dispute);
    }

    [Fact]
    public void Doubt_concerns_only_the_pages_that_were_recognised()
    {
        var text = Head + "Serum Sodium               2    120.00      300.00\n\f" + Head + "Serum Potassium            1    100.00      150.00\n";

        var bill = BillReader.Read(new(text) { RecognisedPages = new HashSet<int> { 2 } });

        bill.Lines.Select(line => line.Doubtful).ShouldBe([false, true]);
    }

    [Fact]
    public void A_proven_row_always_agrees_with_itself()
    {
        var confusions = Gen.Elements(('0', 'O'), ('1', 'l'), ('5', 'S'), ('8', 'B'), ('2', 'Z'), ('.', ','));
        var rows = Gen.Choose(1, 99).Zip(Gen.Choose(1000, 9_999_999)).Zip(confusions.Zip(Gen.Elements(0, 1))).ToArbitrary();
        Prop.ForAll(rows, row =>
        {
            var ((quantity, paise), ((from, to), figure)) = row;
            var rate = paise / 100m;
            string[] figures = [rate.ToString("F2", CultureInfo.InvariantCulture), (quantity * rate).ToString("F2", CultureInfo.InvariantCulture)];
            figures[figure] = figures[figure].Replace(from, to);
            var line = Scan($"{Head}Serum Sodium             {quantity,3}  {figures[0],12}  {figures[1],12}\n").Lines;
            return line.Count == 1 && line[0].Quantity == quantity && line[0].RateInr == rate && line[0].AmountInr == quantity * rate;
        }).QuickCheckThrowOnFailure();
    }

    private static Bill Scan(string text) => BillReader.Read(new(text, Recognised: true));
}
