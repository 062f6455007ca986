using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading.Tables;

public sealed class TableShapesTests
{
    [Fact]
    public void A_table_whose_headings_are_no_words_is_read_by_what_its_columns_hold() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000_000).ToArbitrary(), seed =>
        {
            var table = new DrawnTable(seed);
            var text = string.Join('\n', Enumerable.Range(0, table.Rows.Count).Select(table.Row).Prepend(table.Head()));

            var lines = BillReader.Read(new(text, BillFormat.Text)).Lines;

            return lines.Select(line => (line.Description, (int?)line.Quantity, line.RateInr, line.AmountInr))
                .SequenceEqual(table.Rows.Select(row => (row.Words, (int?)row.Quantity, (decimal?)row.Rate, row.Amount)))
                .Label($"{text}\n{string.Join('\n', lines)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Quantities_with_a_word_for_their_unit_are_read_in_any_script() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000_000).ToArbitrary(), seed =>
        {
            var table = new DrawnTable(seed, hasUnits: true);
            var text = string.Join('\n', Enumerable.Range(0, table.Rows.Count).Select(table.Row).Prepend(table.Head()));

            var lines = BillReader.Read(new(text, BillFormat.Text)).Lines;

            return lines.Select(line => (line.Description, (int?)line.Quantity, line.RateInr, line.AmountInr))
                .SequenceEqual(table.Rows.Select(row => (row.Words, (int?)row.Quantity, (decimal?)row.Rate, row.Amount)))
                .Label($"{text}\n{string.Join('\n', lines)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_pack_with_its_unit_is_no_quantity()
    {
        var bill = BillReader.Read(new("""
            Zib   Frubbet                  Gorn       Lot       Till     Mar       Sum
            2     Ranitidine Inj           2 ml       AB1234    05/29    7.20    14.40
            5     Ringer Lactate           500 ml     CD5678    06/29   40.00   200.00
            3     Insulin                  10 ml      EF9012    07/29  150.00   450.00
            """));

        bill.Lines.Select(line => (line.Quantity, line.RateInr, line.AmountInr)).ShouldBe([(2, 7.20m, 14.40m), (5, 40, 200), (3, 150, 450)]);
    }

    [Fact]
    public void Quantities_with_decimals_are_told_from_rates_without()
    {
        var bill = BillReader.Read(new("""
            Zib   Frubbet                  Gorn       Mar       Sum
            1     Room                     3.00       246       738
            2     Oxygen                   4.00       257     1,028
            3     Dressing                 5.00       277     1,385
            """));

        bill.Lines.Select(line => (line.Quantity, line.RateInr)).ShouldBe([(3, 246), (4, 257), (5, 277)]);
    }

    [Fact]
    public void Where_nothing_is_taken_off_the_net_amounts_are_the_rightmost()
    {
        var bill = BillReader.Read(new("""
            Service                 Nos       Each      Zibbel    Frubbet       Gornel
            Room                      3     246.00      738.00       0.00       738.00
            Oxygen                    1   1,028.00    1,028.00       0.00     1,028.00
            Dressing                  1     277.00      277.00       0.00       277.00
            Marst                                                             2,043.00
            """));

        bill.TotalInr.ShouldBe(2_043);
        bill.Lines.Count.ShouldBe(3);
    }

    [Fact]
    public void Sums_whose_labels_are_no_words_never_become_items() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000_000).ToArbitrary(), seed =>
        {
            var table = new DrawnTable(seed);
            var half = table.Rows.Count / 2;
            List<string> text =
            [
                table.Head(),
                .. Enumerable.Range(0, half).Select(table.Row), table.Sum(table.Rows.Take(half).Sum(row => row.Amount)),
                .. Enumerable.Range(half, table.Rows.Count - half).Select(table.Row), table.Sum(table.Rows.Skip(half).Sum(row => row.Amount)),
                table.Sum(table.Total), table.Sum(12.5m), table.Sum(table.Total - 12.5m),
            ];

            var bill = BillReader.Read(new(string.Join('\n', text), BillFormat.Text));

            return (!table.HasRoomForLabels || (bill.Lines.Count == table.Rows.Count && bill.TotalInr == table.Total - 12.5m && bill.DiscountInr == 12.5m))
                .Label($"{string.Join('\n', text)}\n{bill.Lines.Count} {bill.TotalInr} {bill.DiscountInr}\n{string.Join('\n', bill.Remarks)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void What_the_columns_hold_wins_over_headings_that_say_something_else()
    {
        var bill = BillReader.Read(new("""
            No   Description            Rate     Qty   Amount     Total      Net
            1    Room rent                 3  500.00  1500.00    150.00  1350.00
            2    Nursing                   3  200.00   600.00      0.00   600.00
            3    Oxygen                   12   80.00   960.00      0.00   960.00
            """));

        bill.Lines.Select(line => (line.Quantity, line.RateInr, line.DiscountInr, line.AmountInr)).ShouldBe([(3, 500, 150, 1350), (3, 200, 0, 600), (12, 80, 0, 960)]);
    }

    [Fact]
    public void Quantity_and_rate_in_one_cell_are_both_read()
    {
        var bill = BillReader.Read(new("""
            Zibble                 Frop            Gunt
            Room rent            3 x 500.00    1,500.00
            Nursing care         3 x 200.00      600.00
            Oxygen per hour      12 x 80.00      960.00
            """));

        bill.Lines.Select(line => (line.Quantity, line.RateInr, line.AmountInr)).ShouldBe([(3, 500, 1500), (3, 200, 600), (12, 80, 960)]);
    }

    [Fact]
    public void A_column_called_number_behind_the_words_counts_pieces()
    {
        var bill = BillReader.Read(new("""
            No.   On         Head of account          No.    Sum due
            1     3.11.2025  Serum creatinine           1      95/-
            2     3.11.2025  Urinary catheter           4     944/-
            3     4.11.2025  Chest radiograph           2     360/-
            """, BillFormat.Text));

        bill.Lines.Select(line => (line.Serial, line.Quantity, line.AmountInr)).ShouldBe([(1, 1m, 95m), (2, 4m, 944m), (3, 2m, 360m)]);
    }

    [Fact]
    public void Numbered_and_dated_rows_are_a_table_though_no_heading_is_known_and_no_amount_looks_like_money()
    {
        var bill = BillReader.Read(new("""
            Zib   Frunt       Gornel                  Plosh    Brindel
            1     3.11.2025   Serum creatinine            1         95
            2     3.11.2025   Urinary catheter            4        944
            3     4.11.2025   Chest radiograph            2        360
            4     5.11.2025   Wound dressing              1        120
            """, BillFormat.Text));

        bill.Lines.Select(line => (line.Description, line.AmountInr)).ShouldBe([("Serum creatinine", 95m), ("Urinary catheter", 944m), ("Chest radiograph", 360m), ("Wound dressing", 120m)]);
    }

    [Fact]
    public void A_number_with_a_bracket_close_before_the_words_is_the_row_s()
    {
        var bill = BillReader.Read(new("""
                Nature of charge             Day
              9) Serum creatinine ....       3.11.2025      1 @ 95/-        95/-
             10) Urinary catheter ....       3.11.2025      4 @ 236/-      944/-
             11) Chest radiograph ....       4.11.2025      2 @ 180/-      360/-
            """, BillFormat.Text));

        bill.Lines.Select(line => (line.Serial, line.Description, line.RateInr)).ShouldBe([(9, "Serum creatinine", 95m), (10, "Urinary catheter", 236m), (11, "Chest radiograph", 180m)]);
    }

    [Fact]
    public void A_table_without_arithmetic_or_known_headings_claims_no_rate()
    {
        var bill = BillReader.Read(new("""
            Vorp  Zibble                 Frop      Gunt
            1     Room rent            731.20  1,500.00
            2     Nursing care         118.75    600.00
            3     Oxygen per hour      964.10    960.00
            """));

        bill.Lines.Select(line => line.AmountInr).ShouldBe([1500, 600, 960]);
        bill.Lines.ShouldAllBe(line => line.RateInr == null && line.Quantity == null);
    }

    [Fact]
    public void A_wrong_total_with_an_unknown_label_is_no_item()
    {
        var bill = BillReader.Read(new("""
            Vorp  Zibble               Frop    Gunt     Rasp
            1     Room rent               3  500.00  1500.00
            2     Nursing care            3  200.00   600.00
            3     Oxygen per hour        12   80.00   960.00
                  Blorrup                           3,160.00
            """));

        bill.Lines.Count.ShouldBe(3);
        bill.TotalInr.ShouldBe(3160);
    }

    [Fact]
    public void The_stay_is_found_by_the_stems_of_its_labels_beside_and_above_the_dates()
    {
        var beside = BillReader.Read(new("""
            Name                    A. Rao                 Admission Dt. & Time    06-Mar-26
            Ward                    General                Disch. on               09-Mar-26
            Vorp  Zibble               Frop    Gunt     Rasp
            1     Room rent               3  500.00  1500.00
            2     Oxygen per hour        12   80.00   960.00
            """));
        var above = BillReader.Read(new("""
            IP No        Admission         Discharge
            77120        06/03/2026        09/03/2026
            Vorp  Zibble               Frop    Gunt     Rasp
            1     Room rent               3  500.00  1500.00
            2     Oxygen per hour        12   80.00   960.00
            """));
        var period = BillReader.Read(new("""
            Stay: 06/03/2026 to 09/03/2026
            Vorp  Zibble               Frop    Gunt     Rasp
            1     Room rent               3  500.00  1500.00
            2     Oxygen per hour        12   80.00   960.00
            """));

        foreach (var bill in (Bill[])[beside, above, period])
            (bill.Admitted, bill.Discharged).ShouldBe((new DateOnly(2026, 3, 6), new DateOnly(2026, 3, 9)));
    }
}
