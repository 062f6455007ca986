using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading;

public sealed class BillSumsTests
{
    [Fact]
    public void A_wrong_total_is_known_by_what_is_taken_off_it_and_left()
    {
        var bill = Read(("Zibbel", 1_360), ("Discount", 60), ("Frubbet", 1_350), ("Marst", 700), ("Gornel", 650));

        (bill.TotalInr, bill.DiscountInr, bill.AdvanceInr).ShouldBe((1_350, 60, 700));
    }

    [Fact]
    public void A_last_sum_near_the_right_one_is_the_total_and_what_stands_between_was_taken_off()
    {
        var bill = Read(("Zibbel", 1_360), ("Frubbet", 100), ("Gornel", 1_270));

        (bill.TotalInr, bill.DiscountInr).ShouldBe((1_270, 100));
    }

    [Fact]
    public void A_last_sum_above_the_one_before_has_what_stands_between_added()
    {
        var bill = Read(("Zibbel", 1_360), ("Frubbet", 100), ("Gornel", 1_450));

        bill.TotalInr.ShouldBe(1_450);
        bill.Taxes.ShouldHaveSingleItem().AmountInr.ShouldBe(100);
    }

    [Fact]
    public void A_sum_that_is_called_the_bill_s_total_is_it_even_if_it_is_wrong()
    {
        var bill = Read(("Zibbel", 1_360), ("Discount", 60), ("Bill total", 1_350));

        (bill.TotalInr, bill.DiscountInr).ShouldBe((1_350, 60));
    }

    [Theory]
    [InlineData("शुद्ध देयक राशि")]
    [InlineData("बिल की कुल रकम")]
    [InlineData("নিট বিলের টাকা")]
    [InlineData("இறுதி பில் தொகை")]
    [InlineData("ஆக மொத்தம்")]
    public void A_wrong_total_is_known_by_its_words_in_the_languages_of_bills(string label)
    {
        var bill = Read(("Advance", 700), (label, 1_350));

        bill.TotalInr.ShouldBe(1_350);
    }

    [Fact]
    public void Sums_side_by_side_below_their_labels_are_read()
    {
        var bill = BillReader.Read(new("""
            Bill No     Patient No     Ward
            4711        8850           12

            Particulars            Qty      Rate     Amount
            Serum creatinine         1     95.00      95.00
            Urinary catheter         4    236.00     944.00
            Chest radiograph         2    180.00     360.00

            Gross Amount     Discount      Net Payable      Advance paid     Balance due
              1,399.00        99.00          1,310.00          500.00          810.00
            """, BillFormat.Text));

        bill.Lines.Select(line => line.AmountInr).ShouldBe([95m, 944m, 360m]);
        (bill.TotalInr, bill.DiscountInr, bill.AdvanceInr).ShouldBe((1_310, 99, 500));
    }

    [Fact]
    public void What_is_to_be_paid_is_no_payment()
    {
        var bill = Read(("Net Bill Amount", 1_400), ("Deposit adjusted", 700), ("Amount to be paid", 700));

        (bill.TotalInr, bill.AdvanceInr).ShouldBe((1_400, 700));
    }

    [Fact]
    public void An_annexure_leaves_the_bill_its_net_total_even_if_that_is_wrong()
    {
        var bill = BillReader.Read(new("""
            Date          Service                 Qty      Rate      Amount
            12/11/2025    Room rent                 2    500.00    1,000.00
            12/11/2025    Drugs as per list         1    360.00      360.00
            Gross amount                                             1,360.00
            Discount                                                    60.00
            Net payable                                              1,350.00
            """ + "\f" + """
            Date          Service                 Qty      Rate      Amount
            12/11/2025    Tab Zibbel                2    120.00      240.00
            12/11/2025    Tab Frubbet               3     40.00      120.00
            Total                                                      360.00
            """));

        (bill.TotalInr, bill.DiscountInr, bill.Lines.Count).ShouldBe((1_350, 60, 3));
    }

    [Fact]
    public void A_section_whose_items_sum_to_an_item_of_another_is_no_annexure()
    {
        var bill = BillReader.Read(new("""
            Date          Service                 Qty      Rate      Amount
            12/11/2025    Room rent                 2    500.00    1,000.00
            12/11/2025    Nursing                   1    360.00      360.00
            Zibbel                                                   1,360.00
            12/11/2025    Oxygen                    3     80.00      240.00
            12/11/2025    Dressing                  1    120.00      120.00
            Frubbet                                                    360.00
            Gornel                                                   1,720.00
            """));

        bill.Lines.Select(line => line.Description).ShouldBe(["Room rent", "Nursing", "Oxygen", "Dressing"]);
        bill.TotalInr.ShouldBe(1_720);
    }

    private static Bill Read(params (string Label, decimal Amount)[] sums) => BillReader.Read(new("""
        Date          Service                 Qty      Rate      Amount
        12/11/2025    Room rent                 2    500.00    1,000.00
        12/11/2025    Oxygen                    3     80.00      240.00
        12/11/2025    Dressing                  1    120.00      120.00

        """ + string.Join('\n', sums.Select(sum => $"{sum.Label,-50}{sum.Amount,15:N2}"))));
}
