using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading.Tables;

public sealed class TwoLineItemsTests
{
    private static Bill Read(params string[] lines) => BillReader.Read(new(string.Join('\n', lines), BillFormat.Text));

    [Fact]
    public void Wordings_above_their_figures_are_rows()
    {
        var bill = Read(
            "SUNRISE DAY CARE",
            "Patient : Asha Verma",
            "",
            "Particulars",
            "     Date        Nos     Rate      Value",
            "Blood sugar fasting",
            "     03/11/2025    1    80.00      80.00",
            "X-ray of the left knee, two views",
            "     03/11/2025    2   190.00     380.00",
            "Wound dressing, large",
            "     04/11/2025    3   100.00     300.00",
            "Total                              760.00");

        bill.Lines.Select(line => (line.Description, line.Quantity, line.AmountInr)).ShouldBe(
            [("Blood sugar fasting", 1m, 80m), ("X-ray of the left knee, two views", 2m, 380m), ("Wound dressing, large", 3m, 300m)]);
        bill.Lines.Select(line => line.Date).ShouldBe([new DateOnly(2025, 11, 3), new(2025, 11, 3), new(2025, 11, 4)]);
        bill.TotalInr.ShouldBe(760m);
    }

    [Fact]
    public void Gaps_that_a_text_layer_leaves_in_a_wording_part_nothing()
    {
        var bill = Read(
            "Blood   sugar    fasting", "     1    80.00      80.00", "Widal   test", "     2   90.00     180.00", "Wound    dressing : large", "     3   100.00     300.00");

        bill.Lines.Select(line => line.Description).ShouldBe(["Blood sugar fasting", "Widal test", "Wound dressing : large"]);
    }

    [Fact]
    public void A_wording_of_two_lines_is_one()
    {
        var bill = Read(
            "Cross matching of blood -", "08:00", "   1   364.00    364.00", "Prostate antigen", "(total)", "   1   98.00   98.00", "Widal test", "   2   90.00   180.00");

        bill.Lines.Select(line => line.Description).ShouldBe(["Cross matching of blood - 08:00", "Prostate antigen (total)", "Widal test"]);
    }

    [Fact]
    public void Sums_between_sections_do_not_hide_the_items()
    {
        var bill = Read(
            "Bill No: INV/26-27/72390                             Bill Date: 11/11/2026",
            "Date of Admission: 06/11/2026                        Date of Discharge: 11/11/2026",
            "Particulars",
            "Date                                          Rate         Qty                 Amount",
            "1 Room rent (semi private)",
            "06/11/2026                             3,585.00              6               21,510.00",
            "2 RMO charges",
            "06/11/2026                               516.00              6                3,096.00",
            "3 Admission charges",
            "06/11/2026                               327.00              1                  327.00",
            "Sub Total                                                                    24,933.00",
            "4 Consultant visit",
            "06/11/2026                               350.00              1                  350.00",
            "Sub Total                                                                       350.00",
            "Grand Total                                                                  25,283.00");

        bill.Lines.Select(line => line.AmountInr).ShouldBe([21510m, 3096m, 327m, 350m]);
    }

    [Fact]
    public void A_serial_number_before_the_wording_is_no_part_of_it()
    {
        var bill = Read("1 Widal test", "   1   90.00    90.00", "2 Urine culture", "   1   250.00   250.00", "3 TLC", "   4   30.00   120.00");

        bill.Lines.Select(line => line.Description).ShouldBe(["Widal test", "Urine culture", "TLC"]);
    }

    [Fact]
    public void Medicines_with_batch_and_expiry_below_their_names_are_rows()
    {
        var bill = Read(
            "Tab Paracetamol 500 mg", "   10's   PX2231   05/27    2   10.00   20.00",
            "Inj Ceftriaxone 1 g", "   1's    CF0912   11/26    3   48.50   145.50",
            "Cap Omeprazole 20 mg", "   15's   OM7710   01/28    1   30.00   30.00");

        bill.Lines.Select(line => line.AmountInr).ShouldBe([20m, 145.5m, 30m]);
    }

    [Fact]
    public void A_description_that_wraps_around_its_figures_stays_one_row()
    {
        string[] lines =
        [
            "Description                Qty      Rate      Amount",
            "Complete blood count         1    250.00      250.00",
            "X-ray chest PA view          1    180.00      180.00",
            "Ultrasound of the whole",
            "                             1    900.00      900.00",
            "abdomen and pelvis",
            "Serum creatinine             1     90.00       90.00",
        ];

        Read(lines).Lines.Select(line => line.AmountInr).ShouldBe([250m, 180m, 900m, 90m]);
    }

    [Fact]
    public void A_pack_at_the_end_of_the_wording_s_line_stands_under_its_own_heading()
    {
        var bill = Read(
            "No    Name of the medicine                          Pack",
            "      Given on       Batch     Expiry    Qty       MRP     Amount",
            "1     Tab Amlodipine 5mg                            1x10",
            "      03 Nov 25      KX8821     08/27       2     41.00      82.00",
            "2     Inj Ondansetron 2mg/ml                        4 ml",
            "      03 Nov 25      AB106      01/27       3     12.50      37.50",
            "3     Cap Omeprazole 20mg                           1x15",
            "      04 Nov 25      QT66       11/26       1     55.00      55.00");

        bill.Lines.Select(line => (line.Description, line.Pack, line.Batch, line.Quantity, line.RateInr)).ShouldBe(
            [("Tab Amlodipine 5mg", "1x10", "KX8821", 2m, 41m), ("Inj Ondansetron 2mg/ml", "4 ml", "AB106", 3m, 12.5m), ("Cap Omeprazole 20mg", "1x15", "QT66", 1m, 55m)]);
    }

    [Fact]
    public void Two_charges_are_enough_where_the_head_has_two_lines_too()
    {
        var bill = Read(
            "No. Description of Service", "    Date            Qty      Rate      Value",
            "1. Chest radiograph", "   03.11.2025         1    180.00     180.00", "2. धुलाई शुल्क", "   04.11.2025         2     90.00     180.00", "Net bill value                      360.00");

        bill.Lines.Select(line => (line.Description, line.Quantity)).ShouldBe([("Chest radiograph", 1m), ("धुलाई शुल्क", 2m)]);
        bill.TotalInr.ShouldBe(360m);
    }
}
