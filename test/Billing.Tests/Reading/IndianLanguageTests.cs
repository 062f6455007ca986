using MediAgents.Billing.Reading;
using MediAgents.Billing.Reading.Tables;

namespace MediAgents.Billing.Tests.Reading;

public sealed class IndianLanguageTests
{
    private const string Hindi = """
        शांति अस्पताल, जयपुर
        मरीज का नाम: सीता देवी   बिल संख्या: 142
        भर्ती की तारीख: ०२/०१/२०२६  छुट्टी की तारीख: ४ जनवरी २०२६
        क्र.सं.  दिनांक       विवरण                    मात्रा      दर         राशि (रु.)
        १       ०२/०१/२०२६   रक्त परीक्षण              १      ₹३००.००      ₹३००.००
        २       ०२/०१/२०२६   परामर्श शुल्क              २      ₹५००.००    ₹१,०००.००
                            आगे ले जाया गया                          ₹१,३००.००
        """ + "\f" + """
        क्र.सं.  दिनांक       विवरण                    मात्रा      दर         राशि (रु.)
                            पिछले पृष्ठ का योग                       ₹१,३००.००
        ३       ०३/०१/२०२६   ECG                      १   ₹१,२५,०००.००   ₹1,25,000.00
                            छूट                                       ₹३००.००
                            महायोग                                ₹१,२६,०००.००
                            अग्रिम जमा                              ₹२०,०००.००
                            शेष राशि                              ₹१,०६,०००.००
        """;

    private const string Bengali = """
        শান্তি হাসপাতাল, কলকাতা
        রোগীর নাম: অমিত সেন   বিল নং: 77   তারিখ: ০৫/০১/২০২৬
        ক্রমিক  তারিখ        বিবরণ                  পরিমাণ      দর        টাকা
        ১      ০২/০১/২০২৬   রক্ত পরীক্ষা              ১     ৩০০.০০      ৩০০.০০
        ২      ০২/০১/২০২৬   পরামর্শ ফি               ২     ৫০০.০০    ১,০০০.০০
                           জের                                   ১,৩০০.০০
        """ + "\f" + """
        ক্রমিক  তারিখ        বিবরণ                  পরিমাণ      দর        টাকা
                           পূর্ব পৃষ্ঠার জের                         ১,৩০০.০০
        ৩      ০৩/০১/২০২৬   ইসিজি                   ১     ২০০.০০      ২০০.০০
                           সর্বমোট                                ১,৫০০.০০
        """;

    private const string Tamil = """
        அமைதி மருத்துவமனை, சென்னை
        நோயாளி பெயர்: முருகன்   பில் எண்: 9   தேதி: 05/01/2026
        வ.எண்  தேதி         விவரம்                   அளவு      விலை        தொகை
        1     02/01/2026   இரத்த பரிசோதனை             1    ரூ.300.00    ரூ.300.00
        2     02/01/2026   ஆலோசனை கட்டணம்            2      500.00     1,000.00
                           கொண்டு செல்லப்பட்டது                       1,300.00
        """ + "\f" + """
        வ.எண்  தேதி         விவரம்                   அளவு      விலை        தொகை
                           முந்தைய பக்க மொத்தம்                       1,300.00
        3     03/01/2026   ஈசிஜி                     1      200.00       200.00
                           தள்ளுபடி                                  100.00
                           நிகர தொகை                               1,400.00
        """;

    [Fact]
    public void A_hindi_bill_of_two_pages_is_read_whole()
    {
        var bill = BillReader.Read(new(Hindi));

        bill.Hospital.ShouldBe("शांति अस्पताल, जयपुर");
        bill.Patient.ShouldBe("सीता देवी");
        bill.BillNumber.ShouldBe("142");
        bill.Admitted.ShouldBe(new DateOnly(2026, 1, 2));
        bill.Discharged.ShouldBe(new DateOnly(2026, 1, 4));
        bill.Lines.Select(line => (line.Date?.Day, line.Description, line.Quantity, line.RateInr, line.AmountInr)).ShouldBe(
            [(2, "रक्त परीक्षण", 1m, 300m, 300m), (2, "परामर्श शुल्क", 2m, 500m, 1000m), (3, "ECG", 1m, 125000m, 125000m)]);
        bill.DiscountInr.ShouldBe(300);
        bill.AdvanceInr.ShouldBe(20000);
        bill.TotalInr.ShouldBe(126000);
        bill.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void A_bengali_bill_of_two_pages_is_read_whole()
    {
        var bill = BillReader.Read(new(Bengali));

        bill.Hospital.ShouldBe("শান্তি হাসপাতাল, কলকাতা");
        bill.Patient.ShouldBe("অমিত সেন");
        bill.BillDate.ShouldBe(new DateOnly(2026, 1, 5));
        bill.Lines.Select(line => (line.Page, line.Quantity, line.RateInr, line.AmountInr)).ShouldBe(
            [(1, 1m, 300m, 300m), (1, 2m, 500m, 1000m), (2, 1m, 200m, 200m)]);
        bill.TotalInr.ShouldBe(1500);
    }

    [Fact]
    public void A_tamil_bill_of_two_pages_is_read_whole()
    {
        var bill = BillReader.Read(new(Tamil));

        bill.Hospital.ShouldBe("அமைதி மருத்துவமனை, சென்னை");
        bill.Patient.ShouldBe("முருகன்");
        bill.BillNumber.ShouldBe("9");
        bill.Lines.Select(line => (line.Description, line.AmountInr)).ShouldBe([("இரத்த பரிசோதனை", 300m), ("ஆலோசனை கட்டணம்", 1000m), ("ஈசிஜி", 200m)]);
        bill.DiscountInr.ShouldBe(100);
        bill.TotalInr.ShouldBe(1400);
    }

    [Theory]
    [InlineData("Carried forward")]
    [InlineData("Amount b/f")]
    [InlineData("C/O")]
    [InlineData("Previous page total")]
    [InlineData("आगे लाया गया")]
    [InlineData("ইজা")]
    [InlineData("முன் பக்க தொகை")]
    public void A_carried_total_is_no_charge(string label)
    {
        var bill = BillReader.Read(new($"""
            Description                    Qty     Rate    Amount
            Serum Sodium                     1   120.00    120.00
            {label,-45}120.00
            Serum Potassium                  1   100.00    100.00
            Total                                          220.00
            """));

        bill.Lines.Select(line => line.AmountInr).ShouldBe([120m, 100m]);
        bill.TotalInr.ShouldBe(220);
    }

    [Fact]
    public void A_carried_total_that_the_lines_do_not_give_is_remarked()
    {
        var bill = BillReader.Read(new("Description        Qty     Rate    Amount\nSerum Sodium         1   120.00    120.00\nCarried forward                    420.00\n"));

        bill.Remarks.ShouldHaveSingleItem().ShouldContain("420.00");
    }

    [Theory]
    [InlineData("विविरण", "विवरण")]
    [InlineData("रा श", "राशि")]
    [InlineData("மோத்தேம்", "மொத்தம்")]
    [InlineData("প রিমিাণ", "পরিমাণ")]
    public void Consonants_tell_a_heading_whose_signs_a_text_layer_displaced(string displaced, string heading)
    {
        ColumnWords.Find(displaced).ShouldNotBeNull();
        ColumnWords.Find(displaced).ShouldBe(ColumnWords.Find(heading));
    }

    [Fact]
    public void A_total_with_a_label_nobody_can_read_is_no_charge_if_it_is_the_sum()
    {
        const string bill = "বিবরণ                পরিমাণ     দর      টাকা\nরক্ত পরীক্ষা              ১   ৩০০.০০    ৩০০.০০\nপরামর্শ ফি               ২   ৫০০.০০  ১,০০০.০০\nসবির্শ মাট                            ১,৩০০.০০\n";

        BillReader.Read(new(bill)).ShouldSatisfyAllConditions(
            read => read.Lines.Count.ShouldBe(2), read => read.TotalInr.ShouldBe(1300), read => read.Remarks.ShouldHaveSingleItem());
        // A row with a label and an amount only, behind items that have more, is a total also where it is wrong.
        BillReader.Read(new(bill.Replace("১,৩০০", "১,৩৫০", StringComparison.Ordinal))).ShouldSatisfyAllConditions(
            read => read.Lines.Count.ShouldBe(2), read => read.TotalInr.ShouldBe(1350));
    }

    [Fact]
    public void Blanks_inside_conjuncts_are_closed_and_columns_keep_their_place()
    {
        var line = IndicText.Clean("मार् च में अप् रैल   500.00");

        line.ShouldBe("मार्च में अप्रैल     500.00");
    }

    [Fact]
    public void Words_above_and_below_figures_that_stand_in_the_middle_are_one_description()
    {
        var bill = BillReader.Read(new("""
            S.No  Date        Particulars                Qty      Rate     Amount
            1     02/01/2026  Serum Sodium                 1    120.00     120.00
                              MRI Brain with contrast
            2     02/01/2026                               1  9,000.00   9,000.00
                              and spectroscopy
            """));

        bill.Lines.Select(line => line.Description).ShouldBe(["Serum Sodium", "MRI Brain with contrast and spectroscopy"]);
    }
}
