using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Matching.Indic;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Matching.Indic;

public sealed class IndicReaderTests
{
    [Theory]
    [InlineData("एक्स-रे छाती", "x ray chest")]
    [InlineData("இரத் தம்", "blood")]
    [InlineData("கிரியேட் டினின்", "creatinine")]
    [InlineData("வென் டி லேட் டர்", "ventilator")]
    [InlineData("হোল'টার", "holter")]
    [InlineData("एक् स-रे छाती", "x ray chest")]
    [InlineData("सीबीसी", "cbc")]
    [InlineData("सी.बी.सी.", "cbc")]
    [InlineData("ইসিজি", "ecg")]
    [InlineData("சிபிசி", "cbc")]
    [InlineData("சிடி ஸ்கேன்", "ct scan")]
    [InlineData("एचबीए1सी", "hba1c")]
    [InlineData("विटामिन बी१२", "vitamin b12")]
    [InlineData("হিমোগ্লোবিন", "hemoglobin|haemoglobin")]
    [InlineData("ক্রিয়েটিনিন", "creatinine")]
    [InlineData("கொலஸ்ட்ரால்", "cholesterol")]
    [InlineData("रक्त यूरिया जांच", "blood urea ")]
    [InlineData("CT scan मस्तिष्क", "CT scan brain")]
    [InlineData("एफ.एफ.पी.", "ffp")]
    [InlineData("लाइपेज", "lipase")]
    [InlineData("टांकों", "suture")]
    [InlineData("শয্যাটি", "bed")]
    [InlineData("পায়ের", "leg")]
    [InlineData("নবজাতকদের", "neonatal")]
    [InlineData("বহির্বিভাগে", "opd")]
    [InlineData("পিত্তথলির অপারেশন", "cholecystectomy")]
    [InlineData("কাটা ঠোঁটের অপারেশন", "cleft lip repair")]
    [InlineData("কন্ট্রাষ্ট ছাড়া", "without contrast")]
    [InlineData("এ্যাম্বুলেন্স", "ambulance")]
    [InlineData("রক্তে ইউরিয়া", "blood urea")]
    [InlineData("রক্তে সোডিয়াম", "serum sodium")]
    [InlineData("খালি পেটে সুগার", "fasting sugar")]
    [InlineData("এলএসসিএস", "lscs")]
    [InlineData("एलएससीएस", "lscs|caesarean section")]
    [InlineData("এইচবি%", "hb %")]
    [InlineData("ও.এ.ই. টেস্ট", "oae test")]
    [InlineData("টি৩ ও টি৪", "t3 and t4")]
    [InlineData("এইচআইভি ১ ও ২", "hiv 1 and 2")]
    [InlineData("হৃদযন্ত্রের ইসিজি", "ecg")]
    [InlineData("হিমোগ্লোবিনের মাত্রা", "hemoglobin level")]
    [InlineData("কনট্রাস্ট ছাড়াই", "without contrast")]
    [InlineData("ক্যালপল ৫০০", "calpol 500")]
    [InlineData("মেরোপেনেম", "meropenem")]
    [InlineData("গ্রোথ হরমোন", "growth hormone")]
    [InlineData("இரத்தத்தின்", "blood")]
    [InlineData("ஆலோசனைக்", "consultation")]
    [InlineData("முழங்காலுக்குக் கீழ்", "below knee")]
    [InlineData("இரத்தச்சர்க்கரை", "blood sugar")]
    [InlineData("சிறுநீரகக்கற்கள்", "kidney stone")]
    [InlineData("மூளை சி.டி. கான்ட்ராஸ்ட் இல்லாமல்", "ct brain without contrast")]
    [InlineData("கழுத்து முதுகெலும்பு எக்ஸ்ரே", "x ray cervical spine")]
    [InlineData("கான்ட்ராஸ்ட்டுடன்", "with contrast")]
    [InlineData("மூத்திரச் சோதனை", "urine examination")]
    [InlineData("மூக்கிலிருந்து", "nose")]
    [InlineData("பிடுங்கியது", "extraction")]
    [InlineData("டான்சில் நீக்க அறுவை சிகிச்சை", "tonsillectomy")]
    [InlineData("பித்தப்பை அகற்றுதல்", "cholecystectomy")]
    [InlineData("டி.வி.எஸ்.", "tvs")]
    [InlineData("எஃப்.டி.4", "ft4")]
    public void Terms_letters_and_sounds_become_English(string wording, string english) =>
        english.Split('|').ShouldContain(IndicReader.ToEnglish(wording));

    [Theory]
    [InlineData("CT scan brain")]
    [InlineData("")]
    [InlineData("গজকঞ্চ")]
    [InlineData("பழம்")]
    [InlineData("நடத்துதல்")]
    [InlineData("ஓதம்")]
    public void What_cannot_be_read_stays_as_it_is(string wording) => IndicReader.ToEnglish(wording).ShouldBe(wording);

    [Theory]
    [InlineData("कमरे का किराया")]
    [InlineData("மருந்து கட்டணம்")]
    [InlineData("নার্সিং চার্জ")]
    [InlineData("তুলা")]
    [InlineData("মাইক্রোপোর")]
    [InlineData("ডিজে স্টেন্টের দাম")]
    [InlineData("প্রদেয় অর্থ")]
    [InlineData("শবাগার ভাড়া")]
    [InlineData("দুই শয্যার ঘর ভাড়া")]
    [InlineData("மருத்துவமனைக் கட்டணம்")]
    [InlineData("செலுத்திய தொகை")]
    [InlineData("சுத்தம் செய்யும் கட்டணம்")]
    public void What_the_tariff_does_not_have_is_not_matched(string wording) =>
        RateBook.Shipped.Cghs.Index.Match(wording).Outcome.ShouldNotBe(MatchOutcome.Matched);

    [Theory]
    [InlineData("लैप्रोस्कोपिक कोलेसिस्टेक्टोमी", "AG094")]
    [InlineData("সিরাম ইউরিক অ্যাসিড", "LB066")]
    [InlineData("মস্তিষ্কের সিটি স্ক্যান কন্ট্রাস্ট বিহীন", "RI062")]
    [InlineData("যক্ষ্মার পিসিআর", "LB187")]
    [InlineData("মূত্রথলিতে ক্যাথেটার পরানো", "GP009")]
    [InlineData("যোনিপথে জরায়ু অপসারণ", "OG028")]
    [InlineData("எம்ஆர்ஐ மூளை கான்ட்ராஸ்ட் இல்லாமல்", "RI089")]
    [InlineData("வலது முழங்கால் எக்ஸ்ரே", "RI037")]
    [InlineData("சாப்பிட்ட பின் இரத்த சர்க்கரை", "LB055")]
    [InlineData("தையல் பிரித்தல்", "GP006")]
    [InlineData("மூக்கில் அந்நியப் பொருள் அகற்றுதல்", "EP001")]
    public void A_wording_finds_its_row(string wording, string code)
    {
        var match = RateBook.Shipped.Cghs.Index.Match(wording);

        match.Best!.Code.ShouldBe(code);
        match.Outcome.ShouldBe(MatchOutcome.Matched);
    }

    [Fact]
    public void Gloves_are_non_payable_in_every_script()
    {
        foreach (var wording in (string[])["दस्ताने", "দস্তানা", "கையுறை"])
            RateBook.Shipped.NonPayable.Index.Match(wording).ShouldNotBeNull(wording);
    }

    [Theory]
    [InlineData("প্রস্রাবের পাত্র", "IV", 3)]
    [InlineData("কাপড় কাচার চার্জ", "I", 11)]
    [InlineData("রোগী শনাক্তকরণ ব্যান্ড", "II", 36)]
    [InlineData("শীতাতপ নিয়ন্ত্রণ চার্জ", "II", 23)]
    public void A_wording_finds_its_non_payable_item(string wording, string list, int number)
    {
        var item = RateBook.Shipped.NonPayable.Index.Match(wording).ShouldNotBeNull();

        (item.List, item.Number).ShouldBe((list, number));
    }

    [Fact]
    public void No_letters_of_the_three_scripts_break_it() =>
        Prop.ForAll(
            Gen.OneOf(Gen.Choose(0x0900, 0x09FF), Gen.Choose(0x0B80, 0x0BFF), Gen.Elements(0x20, 0x2E, 0x31, 0x78)).Select(code => (char)code).ArrayOf().ToArbitrary(),
            letters => IndicReader.ToEnglish(new(letters)) is not null)
            .QuickCheckThrowOnFailure();
}
