using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading;

public sealed class MedicineCellsTests
{
    private const string Main = """
        Shanti Deep Hospital
        Bill No : IPD/118        Bill Date: 07-Nov-2025
        S.No  Date        Particulars                      Qty     Rate (Rs)    Amount (Rs)
        1     03/11/2025  Room charges                       2      1,500.00       3,000.00
        2     04/11/2025  Pharmacy (as per annexure)                                 322.50
                                   Carried forward                                 3,322.50
        Page 1 of 3
        """ + "\f" + """
        Shanti Deep Hospital
        Bill No : IPD/118        Bill Date: 07-Nov-2025
        S.No  Date        Particulars                      Qty     Rate (Rs)    Amount (Rs)
                                   Brought forward                                 3,322.50
        3     05/11/2025  Complete Blood Count               1        300.00         300.00
                                   Grand Total                                     3,622.50
        """;

    private const string Annexure = "\f" + """
        ANNEXURE - PHARMACY
        S.No  Item                     Pack    Batch     Exp     HSN        Qty    MRP     Amount
        1     Tab Atorvastatin 10 mg   10's    AT1203    05/27   30049099    20   6.00     120.00
        2     Inj Ceftriaxone 1 g      1's     CX-77     Mar-27  30042019     2  50.00     100.00
                                       C/F                                                 220.00
        S.No  Item                     Pack    Batch     Exp     HSN        Qty    MRP     Amount
                                       B/F                                                 220.00
        3     Cap Omeprazole 20 mg     2x10    9912345   12/2026 30049031    41   2.50     102.50
              capsules
                                       Total                                               322.50
        """;

    [Fact]
    public void An_annexure_takes_the_place_of_the_line_it_itemises()
    {
        var bill = BillReader.Read(new(Main + Annexure));

        bill.Lines.Select(line => line.AmountInr).ShouldBe([3000m, 120m, 100m, 102.50m, 300m]);
        bill.Lines.Select(line => line.Line).ShouldBe([1, 2, 3, 4, 5]);
        bill.Lines.Select(line => line.Page).ShouldBe([1, 3, 3, 3, 2]);
        bill.Lines[1].Date.ShouldBe(new DateOnly(2025, 11, 4));
        bill.TotalInr.ShouldBe(3622.50m);
        bill.Remarks.ShouldHaveSingleItem().ShouldContain("itemised on page 3");
    }

    [Fact]
    public void An_annexure_stands_where_the_bill_s_own_numbers_put_it()
    {
        var bill = BillReader.Read(new("""
            Sl   Date          Service                 Qty      Rate      Amount
            1    12/11/2025    Room rent                 2    500.00    1,000.00
            2    12/11/2025    Oxygen                    1     90.00       90.00
            5    12/11/2025    Dressing                  1    120.00      120.00
                 12/11/2025    Drugs as listed           1    360.00      360.00
                               Total                                    1,570.00
            """ + "\f" + """
            Sl   Date          Service                 Qty      Rate      Amount
            3    12/11/2025    Tab Zibbel                2    120.00      240.00
            4    12/11/2025    Tab Frubbet               3     40.00      120.00
            """));

        bill.Lines.Select(line => (line.Line, line.Serial, line.Description)).ShouldBe(
            [(1, 1, "Room rent"), (2, 2, "Oxygen"), (3, 3, "Tab Zibbel"), (4, 4, "Tab Frubbet"), (5, 5, "Dressing")]);
    }

    [Fact]
    public void An_annexure_that_sums_to_no_line_replaces_none()
    {
        var bill = BillReader.Read(new(Main + Annexure.Replace("102.50", "102.00", StringComparison.Ordinal)));

        bill.Lines.Select(line => line.Description).ShouldContain("Pharmacy (as per annexure)");
        bill.Lines.Count.ShouldBe(6);
    }

    [Fact]
    public void Pack_batch_and_expiry_are_no_part_of_the_description_and_no_figures()
    {
        var medicines = BillReader.Read(new(Main + Annexure)).Lines.Where(line => line.Page == 3).ToList();

        medicines.Select(line => line.Description).ShouldBe(["Tab Atorvastatin 10 mg", "Inj Ceftriaxone 1 g", "Cap Omeprazole 20 mg capsules"]);
        medicines.Select(line => (line.Pack, line.Batch)).ShouldBe([("10's", "AT1203"), ("1's", "CX-77"), ("2x10", "9912345")]);
        medicines.Select(line => line.Expiry).ShouldBe([new DateOnly(2027, 5, 31), new DateOnly(2027, 3, 31), new DateOnly(2026, 12, 31)]);
        medicines.Select(line => line.Quantity).ShouldBe([20m, 2m, 41m]);
    }

    [Fact]
    public void Single_blanks_between_the_cells_of_a_pharmacy_are_settled_by_their_look()
    {
        var line = BillReader.Read(new("Item Pack Batch Exp Qty MRP Amount\nTab Atorvastatin 10 mg 15's AT1203 05/27 30 6.00 180.00\n")).Lines.ShouldHaveSingleItem();

        line.Description.ShouldBe("Tab Atorvastatin 10 mg");
        line.ShouldSatisfyAllConditions(
            medicine => medicine.Pack.ShouldBe("15's"), medicine => medicine.Batch.ShouldBe("AT1203"),
            medicine => medicine.Expiry.ShouldBe(new DateOnly(2027, 5, 31)), medicine => medicine.Quantity.ShouldBe(30));
    }

    [Theory]
    [InlineData("10's", 10)]
    [InlineData("15S", 15)]
    [InlineData("10", 10)]
    [InlineData("1x10", 10)]
    [InlineData("2 X 10", 20)]
    [InlineData("10T", 10)]
    [InlineData("100ML", null)]
    [InlineData("AT1203", null)]
    [InlineData("0's", null)]
    public void A_pack_holds_at_most(string pack, int? count) => Packs.Count(pack).ShouldBe(count);

    [Theory]
    [InlineData("13/27")]
    [InlineData("05/127")]
    [InlineData("AT/27")]
    [InlineData("0527")]
    public void What_is_no_month_is_no_expiry(string text) => ExpiryMonths.Read(text).ShouldBeNull();

    [Fact]
    public void Every_expiry_survives_the_ways_pharmacies_print_it()
    {
        var months = Gen.Choose(2000, 2099).Zip(Gen.Choose(1, 12)).ToArbitrary();
        string[] formats = ["MM/yy", "M/yyyy", "MM-yy", "MMM-yy", "MMM yyyy", "MM/yyyy"];
        Prop.ForAll(months, month =>
        {
            var last = new DateOnly(month.Item1, month.Item2, DateTime.DaysInMonth(month.Item1, month.Item2));
            return formats.All(format => ExpiryMonths.Read(last.ToString(format, System.Globalization.CultureInfo.InvariantCulture)) == last);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_pack_in_its_own_column_prices_the_strip()
    {
        const string bill = "Bill Date: 07/11/2025\nItem                     Pack    Qty     MRP    Amount\nTab Atorvastatin 10 mg   10's      2   500.00  1,000.00\n";

        BillAudit.Audit(new BillText(bill), new()).Findings.ShouldContain(finding => finding.Rule == "nppa.ceiling");
        BillAudit.Audit(new BillText(bill.Replace("10's", "    ", StringComparison.Ordinal)), new()).Findings.ShouldNotContain(finding => finding.Rule == "nppa.ceiling");
    }
}
