using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading;

public sealed class HeadDatesTests
{
    private static readonly DateOnly First = new(2026, 3, 2);
    private static readonly DateOnly Last = new(2026, 3, 6);
    private static readonly DateOnly Billed = new(2026, 3, 7);

    [Theory]
    [InlineData("Date of Admn : 02/03/2026   Dt. of Disch. : 06/03/2026   Invoice dated 07/03/2026")]
    [InlineData("Remained in this hospital from 02/03/2026 to\n06/03/2026 under Dr. Rao. Bill No. 12 dated 07/03/2026")]
    [InlineData("Certificate of treatment given to Meera Joshi, who was admitted\non 02/03/2026 and discharged on 06/03/2026. Bill of 07/03/2026")]
    [InlineData("Medical treatment of Meera Joshi under Dr. Rao, admission on\n02/03/2026   discharge on   06/03/2026   our bill   07/03/2026")]
    [InlineData("Period of stay : 02-03-2026 10:40 hrs - 06-03-2026 16:00 hrs     Statement date : 07-03-2026")]
    [InlineData("Patient            Check-in          Check-out        Invoice date\nMeera Joshi        2-Mar-26          6-Mar-26         7-Mar-26")]
    [InlineData("Admitted           02/03/2026        Relieved           06/03/2026\nBill               07/03/2026")]
    [InlineData("                                     Discharged\nAdmitted on        02/03/2026                           06/03/2026\n                                     (date)\nBill               07/03/2026")]
    [InlineData("मीरा जोशी को 2/3/2026 को दाखिल किया गया एवं 6/3/2026 को छुट्टी मिली। बिल दिनांक 7/3/2026")]
    [InlineData("মীরা দাস ২/৩/২০২৬ তারিখে ভর্তি হন এবং ৬/৩/২০২৬ তারিখে\nছুটি পান। বিল তাং ৭/৩/২০২৬")]
    [InlineData("மீரா 2/3/2026 அன்று சேர்ந்து 6/3/2026 அன்று டிஸ்சார்ஜ் ஆனார்.\nபில் நாள் 7/3/2026")]
    [InlineData("आने की तारीख        02/03/2026     जाने की तारीख      06/03/2026    बिल        07/03/2026")]
    [InlineData("यह मरीज दिनांक 2/3/2026 से दिनांक 6/3/2026 तक यहाँ भर्ती रहा। देयक क्रमांक 12 दिनांक 7/3/2026")]
    [InlineData("दाखिले की तारीख        02/03/2026     चिकित्सालय से मुक्ति      06/03/2026    बिल        07/03/2026")]
    [InlineData("মরিজ ২/৩/২০২৬ হইতে ৬/৩/২০২৬ পর্যন্ত ভর্তি ছিলেন; বিল নং ১২ তাং ৭/৩/২০২৬")]
    [InlineData("রোগী               প্রবেশ             প্রস্থান           বিল\nমীরা দাস           ০২-মার্চ-২০২৬      ০৬-মার্চ-২০২৬      ০৭-মার্চ-২০২৬")]
    [InlineData("தங்கியது : 2/3/2026 முதல் 6/3/2026 வரை      பில் நாள் : 7/3/2026")]
    [InlineData("சேர்ந்த நாள்         02-03-2026      விடுவிப்பு        06-03-2026      ரசீது       07-03-2026")]
    public void The_stay_and_the_bill_s_day_are_found_however_they_are_told(string head)
    {
        var bill = Read(head);

        (bill.Admitted, bill.Discharged, bill.BillDate).ShouldBe((First, Last, Billed));
    }

    [Theory]
    [InlineData("Scheme          आयुष्मान भारत              Ward\nCheck-out       06/03/2026                Check-in       02/03/2026")]
    [InlineData("Patient         பாலசுப்பிரமணியன்\nAdmitted        02/03/2026      டிஸ்சார்ஜ்       06/03/2026")]
    public void A_name_above_a_date_that_sounds_like_a_label_is_none(string head)
    {
        var bill = Read(head);

        (bill.Admitted, bill.Discharged, bill.BillDate).ShouldBe((First, Last, null));
    }

    [Fact]
    public void Of_dates_that_nothing_names_those_around_the_charges_are_the_stay()
    {
        var bill = Read("Zibbel          Frunt           Gornel\n02/03/2026      06/03/2026      11/11/2025");

        (bill.Admitted, bill.Discharged).ShouldBe((First, Last));
    }

    [Fact]
    public void A_lone_date_that_is_called_a_date_only_is_the_bill_s()
    {
        var bill = Read("Ref 5512                          Date 07/03/2026");

        (bill.Admitted, bill.Discharged, bill.BillDate).ShouldBe((null, null, Billed));
    }

    [Fact]
    public void Dates_of_the_charges_alone_are_no_stay()
    {
        var bill = Read("Zibbel hospital");

        (bill.Admitted, bill.Discharged, bill.BillDate).ShouldBe((null, null, null));
    }

    private static Bill Read(string head) => BillReader.Read(new(head + """


        No   Given on      Service               Qty     Rate     Amount
        1    02/03/2026    Room rent               5   500.00   2,500.00
        2    03/03/2026    Oxygen                  3    80.00     240.00
        3    06/03/2026    Dressing                1   120.00     120.00
        """, BillFormat.Text));
}
