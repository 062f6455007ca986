using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading.Tables;

public sealed class DatesBelowTests
{
    private static Bill Read(params string[] lines) => BillReader.Read(new(string.Join('\n', lines), BillFormat.Text));

    [Fact]
    public void A_day_below_the_wording_is_the_day_of_its_row()
    {
        var bill = Read(
            "Sl   Particulars                      Qty      Rate      Value",
            "1    Serum creatinine                   1     95.00      95.00",
            "     3-Nov-2025",
            "2    Dressing of wound, large           2    100.00     200.00",
            "     4-Nov-2025",
            "3    Chest radiograph                   1    180.00     180.00",
            "     6-Nov-2025",
            "     Total                                              475.00");

        bill.Lines.Select(line => (line.Description, line.Date, line.AmountInr)).ShouldBe(
            [("Serum creatinine", new DateOnly(2025, 11, 3), 95m), ("Dressing of wound, large", new(2025, 11, 4), 200m), ("Chest radiograph", new(2025, 11, 6), 180m)]);
        bill.TotalInr.ShouldBe(475m);
    }

    [Fact]
    public void Figures_between_a_wording_and_its_day_go_with_both()
    {
        var bill = Read(
            "Item                                  Price     Units      Sum",
            "Serum creatinine", "                                      95.00       1      95.00", "3-Nov-2025",
            "Dressing of wound", "                                     100.00       2     200.00", "4-Nov-2025",
            "Chest radiograph", "                                     180.00       1     180.00", "6-Nov-2025");

        bill.Lines.Select(line => (line.Description, line.Date, line.AmountInr)).ShouldBe(
            [("Serum creatinine", new DateOnly(2025, 11, 3), 95m), ("Dressing of wound", new(2025, 11, 4), 200m), ("Chest radiograph", new(2025, 11, 6), 180m)]);
    }

    [Fact]
    public void Pack_batch_and_expiry_beside_the_day_are_the_medicine_s()
    {
        var bill = Read(
            "Medicine                           Qty      MRP      Amount",
            "Tab Amlodipine 5mg                   2    41.00       82.00",
            "3-Nov-2025 · Strip of 10's · Batch KX8821 · Exp 08/27",
            "Inj Ondansetron 2mg/ml               3    12.50       37.50",
            "3-Nov-2025 · Ampoule 4 ml · Batch AB106 · Exp 01/27",
            "Cap Omeprazole 20mg                  1    55.00       55.00",
            "4-Nov-2025 · Strip of 15's · Batch QT66 · Exp 11/26");

        bill.Lines.Select(line => (line.Description, line.Pack, line.Batch, line.Date)).ShouldBe(
            [("Tab Amlodipine 5mg", "10's", "KX8821", new DateOnly(2025, 11, 3)), ("Inj Ondansetron 2mg/ml", "4 ml", "AB106", new(2025, 11, 3)), ("Cap Omeprazole 20mg", "15's", "QT66", new(2025, 11, 4))]);
    }

    [Fact]
    public void A_day_above_the_charges_of_that_day_is_none_of_the_row_before()
    {
        var bill = Read(
            "Particulars                        Qty     Rate      Value",
            "3-Nov-2025",
            "Serum creatinine                     1    95.00      95.00",
            "Urine culture                        1   250.00     250.00",
            "4-Nov-2025",
            "Dressing of wound                    2   100.00     200.00",
            "Widal test                           1    90.00      90.00",
            "6-Nov-2025",
            "Chest radiograph                     1   180.00     180.00");

        bill.Lines.Select(line => line.AmountInr).ShouldBe([95m, 250m, 200m, 90m, 180m]);
        bill.Lines[1].Date.ShouldNotBe(new DateOnly(2025, 11, 4));
    }
}
