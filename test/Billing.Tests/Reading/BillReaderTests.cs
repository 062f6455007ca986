using MediAgents.Billing.Reading;
using MediAgents.Billing.Reading.Tables;
using MediAgents.Primitives;

namespace MediAgents.Billing.Tests.Reading;

public sealed class BillReaderTests
{
    private const string Layout = """
                              SHANTI DEEP MULTISPECIALITY HOSPITAL
              12 Lake Road, Pune   GSTIN 27ABCDE1234F1Z5   Phone: 020-5550100

        Patient Name : Mr. Ramesh Kale            Age/Sex: 54/M          Bill No : IPD/2025/1189
        Date of Admission : 03/11/2025 10:30      Date of Discharge : 07/11/2025
        Insurer : Central Government Health Scheme                      Bill Date: 07-Nov-2025

        S.No  Date        Particulars                                   Qty     Rate (Rs)    Amount (Rs)
        1     03/11/2025  Complete Blood Count (CBC)                      1        300.00         300.00
        2     04/11/2025  USG Whole Abdomen including pelvis
                          and post void urine                             1        800.00         800.00
        3     04/11/2025  Cancer Antigen CA 125                           1        680.00         680.00
                                                            Sub Total                           1,780.00
        """ + "\f" + """
        S.No  Date        Particulars                                   Qty     Rate (Rs)    Amount (Rs)
                          Brought Forward                                                       1,780.00
        4     05/11/2025  Laparoscopic Cholecystectomy                    1     36,300.00      36,300.00
        5     05/11/2025  X Ray Extremities Hand                          2        380.00         760.00
                          AP and lateral
                                                            CGST @ 9%                              50.00
                                                            Discount                            1,000.00
                                                            Grand Total                        37,890.00
                                                            Advance Paid                       20,000.00
                                                            Balance Payable                    17,890.00
        """;

    [Fact]
    public void A_two_page_layout_text_is_read_whole()
    {
        var bill = BillReader.Read(new(Layout));

        bill.Hospital.ShouldBe("SHANTI DEEP MULTISPECIALITY HOSPITAL");
        bill.Patient.ShouldBe("Mr. Ramesh Kale");
        bill.BillNumber.ShouldBe("IPD/2025/1189");
        bill.Insurer.ShouldBe("Central Government Health Scheme");
        bill.Admitted.ShouldBe(new DateOnly(2025, 11, 3));
        bill.Discharged.ShouldBe(new DateOnly(2025, 11, 7));
        bill.BillDate.ShouldBe(new DateOnly(2025, 11, 7));
        bill.Lines.Count.ShouldBe(5);
        bill.Lines.Select(line => line.Page).ShouldBe([1, 1, 1, 2, 2]);
        bill.Lines[1].Description.ShouldBe("USG Whole Abdomen including pelvis and post void urine");
        bill.Lines[1].Date.ShouldBe(new DateOnly(2025, 11, 4));
        bill.Lines[2].Description.ShouldBe("Cancer Antigen CA 125");
        bill.Lines[3].AmountInr.ShouldBe(36300m);
        bill.Lines[4].Description.ShouldBe("X Ray Extremities Hand AP and lateral");
        bill.Lines[4].Quantity.ShouldBe(2);
        bill.Taxes.ShouldHaveSingleItem().Percent.ShouldBe(9);
        bill.DiscountInr.ShouldBe(1000);
        bill.AdvanceInr.ShouldBe(20000);
        bill.TotalInr.ShouldBe(37890);
        bill.Subtotals.ShouldHaveSingleItem().LastLine.ShouldBe(3);
    }

    [Fact]
    public void A_list_of_descriptions_and_amounts_without_a_head_is_read()
    {
        var bill = BillReader.Read(new("""
            Green Valley Nursing Home
            Bill No. GV-77   Date: 20.11.25
            Patient: Sita Devi

            1. Consultation charges ............ Rs. 700/-
            2. X-Ray Chest PA view ............. Rs. 230/-
            3. Blood Sugar Fasting 40.00
            4. Room charges 2 x 1,500.00 = 3,000.00
            5. Surgical gloves 2 nos 50.00 100.00
            Total Rs. 4,070.00
            """));

        bill.Hospital.ShouldBe("Green Valley Nursing Home");
        bill.BillDate.ShouldBe(new DateOnly(2025, 11, 20));
        bill.Lines.Select(line => line.AmountInr).ShouldBe([700m, 230m, 40m, 3000m, 100m]);
        bill.Lines[3].Quantity.ShouldBe(2);
        bill.Lines[3].RateInr.ShouldBe(1500);
        bill.Lines[4].Unit.ShouldBe("nos");
        bill.TotalInr.ShouldBe(4070);
    }

    [Fact]
    public void Pipe_tables_take_columns_in_any_order()
    {
        var bill = BillReader.Read(new("""
            | Amount | Date | Item | Code | Qty | Rate |
            |--------|------|------|------|-----|------|
            | 240.00 | 2025-10-20 | Serum Sodium | LB092 | 2 | 120 |
            | 1,035 | 13-Oct-2025 | CT Scan Head/ Brain-Without Contrast | RI062 | 1 | 1035 |
            | 1,275.00 | | Grand Total | | | |
            """));

        bill.Lines.Count.ShouldBe(2);
        bill.Lines[0].Code.ShouldBe("LB092");
        bill.Lines[0].Quantity.ShouldBe(2);
        bill.Lines[1].Date.ShouldBe(new DateOnly(2025, 10, 13));
        bill.TotalInr.ShouldBe(1275);
    }

    [Fact]
    public void Tab_separated_text_is_a_table()
    {
        var bill = BillReader.Read(new("Hospital: Asha Hospital\n\nS.No\tDescription\tQty\tRate\tAmount\n1\tCBC\t1\t300\t300\n2\tMRI Brain with contrast\t1\t5,000.00\t5,000.00\n\tTotal\t\t\t5,300.00\n"));

        bill.Hospital.ShouldBe("Asha Hospital");
        bill.Lines.Select(line => line.AmountInr).ShouldBe([300m, 5000m]);
        bill.TotalInr.ShouldBe(5300);
    }

    [Fact]
    public void Csv_with_quotes_and_columns_in_any_order_is_read()
    {
        var bill = BillReader.Read(new("Patient,Ravi\nBill No,99\nAmount (Rs.),Description,Qty,Rate,Service Date\n\"1,25,000.00\",\"Total Hip Replacement, right\",1,\"1,25,000.00\",01/11/2025\n460,\"X ray, \"\"chest\"\" PA\",2,230,02/11/2025\n\"1,25,460.00\",Grand Total,,,\n"));

        bill.Patient.ShouldBe("Ravi");
        bill.BillNumber.ShouldBe("99");
        bill.Lines[0].Description.ShouldBe("Total Hip Replacement, right");
        bill.Lines[0].AmountInr.ShouldBe(125000);
        bill.Lines[1].Description.ShouldBe("X ray, \"chest\" PA");
        bill.Lines[1].Date.ShouldBe(new DateOnly(2025, 11, 2));
        bill.TotalInr.ShouldBe(125460);
    }

    [Fact]
    public void A_missing_quantity_and_rate_leave_only_the_amount()
    {
        var bill = BillReader.Read(new("""
            Particulars                     Amount
            Serum Creatinine                100.00
            Vitamin B12 Assay               600.00
            Total                           700.00
            """));

        bill.Lines.Select(line => line.Description).ShouldBe(["Serum Creatinine", "Vitamin B12 Assay"]);
        bill.Lines.ShouldAllBe(line => line.Quantity == null && line.RateInr == null);
        bill.TotalInr.ShouldBe(700);
    }

    [Fact]
    public void Single_blanks_between_columns_are_settled_by_arithmetic()
    {
        var bill = BillReader.Read(new("""
            Date Description Qty Rate Amount
            01/11/2025 Cancer Antigen 125 1 680.00 680.00
            01/11/2025 Serum Sodium 2 120.00 240.00
            """));

        bill.Lines[0].Description.ShouldBe("Cancer Antigen 125");
        bill.Lines[1].Quantity.ShouldBe(2);
        bill.Lines[1].RateInr.ShouldBe(120);
    }

    [Theory]
    [InlineData("Total Knee Joint Replacement (TKR) - Unilateral")]
    [InlineData("Total Leucocytic Count (TLC)")]
    [InlineData("Serum Calcium - Total")]
    [InlineData("Net repair of hernia")]
    public void A_service_whose_name_begins_like_a_total_is_a_service(string name)
    {
        var bill = BillReader.Read(new($"Description                                          Qty   Rate     Amount\n{name,-50}  1   500.00   500.00\n"));

        bill.Lines.ShouldHaveSingleItem().Description.ShouldBe(name);
    }

    [Fact]
    public void A_printed_error_is_kept_as_printed()
    {
        var bill = BillReader.Read(new("""
            Description          Qty    Rate    Amount
            Serum Sodium           2  120.00    300.00
            """));

        bill.Lines[0].ShouldSatisfyAllConditions(
            line => line.Quantity.ShouldBe(2), line => line.RateInr.ShouldBe(120), line => line.AmountInr.ShouldBe(300));
    }

    [Fact]
    public void An_item_that_begins_a_line_above_its_figures_keeps_its_words_and_its_date()
    {
        var bill = BillReader.Read(new("""
            Sl  Date        Particulars                    Qty      Rate     Amount
            1   03/11/2025  MRI Brain with                   1   9,000.00   9,000.00
                            contrast
            2   04/11/2025  X Ray Chest
                            PA view                          1     230.00     230.00
            3   04/11/2025  Serum Creatinine                 1     100.00     100.00
            """));

        bill.Lines.Select(line => (line.Date?.Day, line.Description)).ShouldBe(
            [(3, "MRI Brain with contrast"), (4, "X Ray Chest PA view"), (4, "Serum Creatinine")]);
    }

    [Fact]
    public void A_numbered_item_of_a_plain_list_may_wrap()
    {
        var bill = BillReader.Read(new("""
            Green Valley Nursing Home
            1. Laparoscopic
               Cholecystectomy ............ Rs. 40,000/-
            2. MRI Brain
            with contrast            9,000.00
            """));

        bill.Lines.Select(line => line.Description).ShouldBe(["Laparoscopic Cholecystectomy", "MRI Brain with contrast"]);
    }

    [Fact]
    public void Csv_descriptions_wrap_inside_quotes_and_over_records()
    {
        var bill = BillReader.Read(new("Date,Description,Amount\n03/11/2025,\"MRI Brain\nwith contrast\",\"1,09,000.00\"\n03/11/2025,USG abdomen,\"₹ 1,200/-\"\n,and pelvis,\n"));

        bill.Lines.Select(line => (line.Description, line.AmountInr)).ShouldBe([("MRI Brain with contrast", 109_000m), ("USG abdomen and pelvis", 1200m)]);
    }

    [Fact]
    public void Words_that_may_belong_to_a_row_are_kept_beside_it()
    {
        var bill = BillReader.Read(new("""
            Description                                   Qty      Rate     Amount
            Laparoscopic
            Cholecystectomy                                 1  40,000.00  40,000.00
            Appendicectomy                                  1  45,000.00  45,000.00
            Laparoscopic
            """));

        bill.Lines.Select(line => line.Description).ShouldBe(["Cholecystectomy", "Appendicectomy"]);
        bill.Lines.Select(line => line.OtherDescription).ShouldBe(["Laparoscopic Cholecystectomy", "Appendicectomy Laparoscopic"]);
    }

    [Fact]
    public void A_heading_inside_a_pipe_table_is_no_part_of_the_item_above()
    {
        var bill = BillReader.Read(new("| Date | Item | Amount |\n| 03/11/2025 | Serum Sodium | 120 |\n| | Radiology | |\n| 03/11/2025 | X-Ray Chest PA view | 230 |\n"));

        bill.Lines[0].Description.ShouldBe("Serum Sodium");
    }

    [Theory]
    [InlineData("Date              Description           Qty   Rate    Amount\n03/11/2025 06:30  Serum Sodium            1  120.00    120.00\n")]
    [InlineData("Date Time Description Qty Rate Amount\n03/11/2025 06:30 Serum Sodium 1 120.00 120.00\n")]
    [InlineData("| Date | Time | Item | Amount |\n| 03/11/2025 | 06:30 | Serum Sodium | 120 |\n")]
    public void The_time_of_day_is_no_part_of_the_description(string text)
    {
        var line = BillReader.Read(new(text)).Lines.ShouldHaveSingleItem();

        line.Description.ShouldBe("Serum Sodium");
        line.Time.ShouldBe(new TimeOnly(6, 30));
    }

    [Fact]
    public void The_number_of_a_page_is_no_charge()
    {
        var bill = BillReader.Read(new("Description   Qty  Rate  Amount\nSerum Sodium   1  120.00  120.00\nPage No. : 1\nPage 2/3\n  Page 1 of 2\nSerum Potassium   1  120.00  120.00\n"));

        bill.Lines.Select(line => line.Description).ShouldBe(["Serum Sodium", "Serum Potassium"]);
    }

    [Theory]
    [InlineData("Feuille 1   2", "Feuille 2   2")]
    [InlineData("Folio no. 1", "Folio no. 2")]
    [InlineData("ಪುಟ 1 2", "ಪುಟ 2 2")]
    public void The_number_at_the_foot_of_a_page_is_no_item_in_words_nobody_knows(string first, string second)
    {
        const string head = "Description        Qty      Rate    Amount\n";
        var bill = BillReader.Read(new($"{head}Serum Sodium         1    120.00    120.00\nChest X-Ray          1    230.00    230.00\n\n  {first}\f{head}Serum Potassium      1    140.00    140.00\n  {second}\n"));

        bill.Lines.Select(line => line.Description).ShouldBe(["Serum Sodium", "Chest X-Ray", "Serum Potassium"]);
    }

    [Fact]
    public void A_quantity_at_the_foot_of_the_first_page_is_no_page_number() =>
        PageMarks.Without([new("Gloves   1", 1, 1), new("Gloves   3", 2, 2), new("Gloves   2  9", 3, 2)]).ShouldAllBe(line => line.Text.Length > 0);

    [Theory]
    [InlineData("Bill No IP/26-27/59011 Page 2")]
    [InlineData("                                   পাতা 1 / 3")]
    [InlineData("पृष्ठ 2 / 3")]
    [InlineData("பக்கம் 2")]
    [InlineData("Page - 4")]
    public void A_line_that_ends_with_the_number_of_its_page_is_no_charge(string line)
    {
        var bill = BillReader.Read(new($"Description   Qty  Rate  Amount\nSerum Sodium   1  120.00  120.00\n{line}\fSerum Potassium   1  120.00  120.00\n"));

        bill.Lines.Select(item => item.Description).ShouldBe(["Serum Sodium", "Serum Potassium"]);
    }

    [Fact]
    public void What_is_charged_by_the_page_is_a_charge() =>
        BillReader.Read(new("Description            Qty   Rate   Amount\nPhotocopy per page       3   2.00     6.00\n")).Lines.ShouldHaveSingleItem().AmountInr.ShouldBe(6);

    [Fact]
    public void Cells_that_wrap_below_their_row_belong_to_it()
    {
        var bill = BillReader.Read(new("""
                                                                    Batch
            S.No Date      Particulars                        Pack            Exp     Qty    MRP   Amount
                                                                    No
            1    23 Jan    Tab. Amoxicillin 500 mg + Clavula  10's  EYW450    10/27     6  238.96  1,433.76
                 2026      125 mg
            2    24 Jan    Inj. Hydrocortisone 100 mg         1     N03370    04/29     4   26.00    104.00
                 2026                                         vial
            """));

        bill.Lines.Select(line => (line.Date, line.Description, line.Pack, line.Batch, line.Quantity)).ShouldBe(
        [
            (new DateOnly(2026, 1, 23), "Tab. Amoxicillin 500 mg + Clavula 125 mg", "10's", "EYW450", 6),
            (new DateOnly(2026, 1, 24), "Inj. Hydrocortisone 100 mg", "1 vial", "N03370", 4),
        ]);
    }

    [Fact]
    public void A_description_that_wraps_under_a_centred_heading_goes_on()
    {
        var bill = BillReader.Read(new("""
             S.No       Date                    Particulars                 Rate     Qty     Amount
              1      03.11.2026   TAB. AMOXICILLIN 500 MG + CLAVULANIC     347.00     3     1041.00
                                  ACID 125 MG (10'S)
              2      03.11.2026   SYRINGE 10 ML                             37.00     4      148.00
            """));

        bill.Lines.Select(line => line.Description).ShouldBe(["TAB. AMOXICILLIN 500 MG + CLAVULANIC ACID 125 MG (10'S)", "SYRINGE 10 ML"]);
    }

    [Fact]
    public void A_word_that_is_also_a_mark_of_rupees_stays_with_its_service() =>
        BillReader.Read(new("Description      Qty     Rate    Amount\nPT INR             1   179.00    179.00\n")).Lines.ShouldHaveSingleItem().Description.ShouldBe("PT INR");

    [Fact]
    public void An_annexure_takes_its_line_s_place_also_where_the_bill_s_own_total_is_wrong()
    {
        var bill = BillReader.Read(new("""
            Particulars                              Qty     Rate    Amount
            Serum Sodium                               1   120.00    120.00
            Pharmacy charges (as per annexure)         1    58.00     58.00
            Grand Total                                              190.00
            Pharmacy annexure
            Particulars                              Qty     Rate    Amount
            Tab. Cefixime 200 mg                       2    20.00     40.00
            Cap. Omeprazole 20 mg                      3     6.00     18.00
            Pharmacy Total                                            58.00
            """));

        bill.Lines.Select(line => line.AmountInr).ShouldBe([120, 40, 18]);
        bill.TotalInr.ShouldBe(190);
    }

    [Fact]
    public void A_word_of_a_unit_without_a_quantity_belongs_to_the_service()
    {
        var bill = BillReader.Read(new("1. Liver function test ......... Rs. 1,500/-\n2. Surgical gloves 2 nos 50.00 100.00\n"));

        bill.Lines.Select(line => (line.Description, line.Unit)).ShouldBe([("Liver function test", null), ("Surgical gloves", "nos")]);
    }

    [Theory]
    [InlineData("Date,Particulars,Qty,Rate,Gross Amount,Discount,Net Amount\n03/11/2025,Liver Function Test,1,625,625,125,500\n")]
    [InlineData("| Date | Particulars | Qty | Rate | Gross Amount | Discount | Net Amount |\n| 03/11/2025 | Liver Function Test | 1 | 625 | 625 | 125 | 500 |\n")]
    [InlineData("Date        Particulars               Qty    Rate     Gross Amt   Discount   Net Amount\n03/11/2025  Liver Function Test         1   625.00      625.00     125.00      500.00\n")]
    public void Of_gross_and_net_amounts_the_net_is_asked_for(string text) =>
        BillReader.Read(new(text)).Lines.ShouldHaveSingleItem().AmountInr.ShouldBe(500);

    [Fact]
    public void A_figure_parted_at_its_commas_is_left_out_and_told()
    {
        var bill = BillReader.Read(new("Date,Description,Qty,Rate,Amount\n03/11/2025,Laparoscopic Cholecystectomy,1,1,36,300.00,1,36,300.00\n03/11/2025,Liver Function Test,1,500,500\n,Total,,,1,36,800.00\n"));

        bill.Lines.ShouldHaveSingleItem().AmountInr.ShouldBe(500);
        bill.TotalInr.ShouldBeNull();
        bill.Warnings.Count.ShouldBe(2);
    }

    [Fact]
    public void An_item_may_begin_on_one_page_and_end_on_the_next()
    {
        const string head = "Sl  Date        Particulars                    Qty      Rate     Amount\n";
        var bill = BillReader.Read(new(head + "1   03/11/2025  Laparoscopic\nPage 1 of 2\n\f" + head
            + "                Cholecystectomy                  1  50,000.00  50,000.00\n2   03/11/2025  Liver Function Test              1     500.00     500.00\n"));

        bill.Lines.Select(line => (line.Date?.Day, line.Description)).ShouldBe([(3, "Laparoscopic Cholecystectomy"), (3, "Liver Function Test")]);
    }

    [Fact]
    public void Where_one_date_is_written_month_first_those_that_read_both_ways_are_unknown()
    {
        var bill = BillReader.Read(new("""
            Bill Date: 10/13/2025
            Date        Description           Qty    Rate   Amount
            10/11/2025  Serum Sodium            1  120.00   120.00
            10/10/2025  Serum Potassium         1  120.00   120.00
            """));

        bill.BillDate.ShouldBe(new DateOnly(2025, 10, 13));
        bill.Lines.Select(line => line.Date).ShouldBe([null, new DateOnly(2025, 10, 10)]);
        bill.Remarks.ShouldHaveSingleItem().ShouldContain("month first");
        bill.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_box_of_a_wrapped_item_covers_all_its_lines()
    {
        const string text = """
            Date        Description                  Qty     Rate   Amount
            02/02/2026  Ultrasound whole abdomen       1   900.00   900.00
                        with pelvis
            02/02/2026  ECG                            1   175.00   175.00
            """;

        var bill = BillReader.Read(new(text) { Boxes = [.. Enumerable.Range(0, 4).Select(i => new PageBox(0.1 * i, 0.1 * i, 0.2, 0.05))] });

        bill.Lines[0].Description.ShouldBe("Ultrasound whole abdomen with pelvis");
        bill.Lines[0].Box.ShouldNotBeNull().Top.ShouldBe(0.1, 1e-9);
        bill.Lines[0].Box!.Height.ShouldBe(0.15, 1e-9);
        bill.Lines[0].Printed.Split('\n').Length.ShouldBe(2);
        bill.Lines[1].Box!.Height.ShouldBe(0.05, 1e-9);
    }
}
