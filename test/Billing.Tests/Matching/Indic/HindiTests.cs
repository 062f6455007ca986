using MediAgents.Billing.Matching;
using MediAgents.Billing.Matching.Indic;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Matching.Indic;

public sealed class HindiTests
{
    [Theory]
    [InlineData("टाँका", "टांका")]
    [InlineData("सम्पूर्ण", "संपूर्ण")]
    [InlineData("डॉक्टर", "डाक्टर")]
    [InlineData("ज़ेरॉक्स", "जेराक्स")]
    [InlineData("मुत्र", "मूत्र")]
    [InlineData("अन्तः", "अंतः")]
    public void Spellings_of_one_word_share_a_key(string one, string other) =>
        HindiWord.Key(IndicScript.Normalized(one)).ShouldBe(HindiWord.Key(IndicScript.Normalized(other)));

    [Theory]
    [InlineData("कम", "कमर")]
    [InlineData("दांत", "आंत")]
    [InlineData("पेट", "पेटी")]
    public void Different_words_keep_their_keys(string one, string other) => HindiWord.Key(one).ShouldNotBe(HindiWord.Key(other));

    [Theory]
    [InlineData("पेशाब की सामान्य जांच", "मूत्र सामान्य जांच")]
    [InlineData("मूत्र की थैली", "पेशाब का थैला")]
    [InlineData("टाँके काटना", "टांकों का काटना")]
    [InlineData("खून का ग्रुप", "रक्त ग्रुप")]
    [InlineData("कमरे की सफाई", "कमरा सफाई")]
    public void One_term_is_found_in_every_case_and_by_every_word_for_its_things(string one, string other) =>
        IndicReader.ToEnglish(one).ShouldBe(IndicReader.ToEnglish(other));

    [Theory]
    [InlineData("के.यू.बी.", "kub")]
    [InlineData("ए.सी.एल.", "acl")]
    [InlineData("एफ.टी.4", "ft4")]
    [InlineData("जी-6-पी.डी.", "g6pd")]
    [InlineData("एईसी", "aec")]
    [InlineData("एसी", "air conditioner")]
    public void The_longer_reading_of_letters_is_meant(string wording, string english) => IndicReader.ToEnglish(wording).ShouldBe(english);

    [Theory]
    [InlineData("(टी3, टी4)", "( t3 t4 )")]
    [InlineData("2.5 मिग्रा", "2.5 mg")]
    public void A_sign_behind_a_digit_ends_the_word_unless_a_digit_follows(string wording, string english) => IndicReader.ToEnglish(wording).ShouldBe(english);

    [Theory]
    [InlineData("सिस्टो यूरेथ्रोग्राफी", "cystourethrography")]
    [InlineData("माइक्रो एल्ब्यूमिन", "microalbumin")]
    [InlineData("हेमी थायरॉइडेक्टॉमी", "hemithyroidectomy")]
    public void Two_words_that_together_sound_like_one_are_it(string wording, string english) => IndicReader.ToEnglish(wording).ShouldBe(english);

    [Theory]
    [InlineData("गुणवत्ता")]
    [InlineData("नसीहत")]
    [InlineData("प्रतियोगिता")]
    [InlineData("लाभदायक")]
    public void A_word_of_the_language_is_not_bent_into_an_English_one(string word) => IndicReader.ToEnglish(word).ShouldBe(word);

    [Theory]
    [InlineData("पित्त की थैली का दूरबीन ऑपरेशन", "AG094")]
    [InlineData("खून की पूरी जाँच", "LB012")]
    [InlineData("टांके कटाई", "GP006")]
    [InlineData("मूत्राशय में पेशाब की नली डालना", "GP009")]
    [InlineData("दांतों की सफाई", "DP002")]
    [InlineData("सीटी स्कैन सिर बिना कॉन्ट्रास्ट के", "RI062")]
    public void What_hospitals_say_in_Hindi_finds_its_row(string wording, string code)
    {
        var match = RateBook.Shipped.Cghs.Index.Match(wording);

        match.Best!.Code.ShouldBe(code);
        match.Outcome.ShouldBe(MatchOutcome.Matched);
    }

    [Theory]
    [InlineData("हाथ के दस्ताने", "I", 56)]
    [InlineData("कमर की बेल्ट", "I", 47)]
    [InlineData("जन्म प्रमाणपत्र", "I", 26)]
    [InlineData("पेशाब की थैली", "IV", 18)]
    [InlineData("वातानुकूलन शुल्क", "II", 23)]
    public void What_is_not_payable_is_found_by_its_Hindi_name(string wording, string list, int number)
    {
        var item = RateBook.Shipped.NonPayable.Index.Match(wording).ShouldNotBeNull();

        (item.List, item.Number).ShouldBe((list, number));
    }

    [Theory]
    [InlineData("सहायक सर्जन फीस")]
    [InlineData("घाव की सफाई")]
    [InlineData("सरकारी शुल्क")]
    [InlineData("शल्य कक्ष शुल्क")]
    public void What_is_payable_is_no_item_of_the_lists(string wording) => RateBook.Shipped.NonPayable.Index.Match(wording).ShouldBeNull();
}
