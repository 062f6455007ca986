using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading;

public sealed class PageHeadsTests
{
    private const string Head = """
        Zibbel Hospital, Frunt                                   Gornel 1 / 2
        Ref No            Given             Named               Number
        IP/25/14283       12-11-2025        Tithi Chakraborty   2785483
        #     Service               Given on      Each      Nos       Net
        """;

    private const string Rows = """

        1     Room                  12-11-2025    500.00    2.00      1,000.00
        2     Oxygen                12-11-2025     80.00    3.00        240.00
        3     Dressing              12-11-2025    120.00    1.00        120.00
        """;

    [Fact]
    public void What_a_further_page_repeats_above_its_table_is_no_charge()
    {
        var bill = BillReader.Read(new(Head + Rows + "\f" + Head.Replace("1 / 2", "2 / 2", StringComparison.Ordinal) + """

            Marst brubben                                             1,360.00
            """));

        bill.Lines.Count.ShouldBe(3);
        bill.TotalInr.ShouldBe(1_360);
    }

    [Fact]
    public void A_charge_that_stands_on_two_pages_alike_is_two_charges()
    {
        var bill = BillReader.Read(new(Head + Rows + "\f" + Head + Rows));

        bill.Lines.Count.ShouldBe(6);
    }

    [Fact]
    public void A_line_of_words_and_a_number_below_a_table_is_no_charge()
    {
        var bill = BillReader.Read(new(Head + Rows + """

            Marst brubben                                             1,360.00
            Frubbed by : counter 2
            """));

        bill.Lines.Count.ShouldBe(3);
        bill.TotalInr.ShouldBe(1_360);
    }
}
