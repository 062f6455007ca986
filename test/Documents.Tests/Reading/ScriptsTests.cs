using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Reading;

public sealed class ScriptsTests
{
    [Theory]
    [InlineData("Complete Blood Count 300.00", "english")]
    [InlineData("रक्त परीक्षण ₹३००.००", "hindi")]
    [InlineData("রক্ত পরীক্ষা ৩০০.০০", "bengali")]
    [InlineData("இரத்த பரிசோதனை ரூ.300", "tamil")]
    [InlineData("परामर्श शुल्क ECG Lipid profile and CBC", "english hindi")]
    [InlineData("रक्त परीक्षण परामर्श शुल्क विवरण ECG CBC", "hindi english")]
    [InlineData("175.00 ₹350", "")]
    [InlineData("రక్త పరీక్ష", "")]
    public void A_text_is_in_the_languages_of_its_letters(string text, string languages) =>
        string.Join(' ', Scripts.LanguagesOf([text])).ShouldBe(languages);

    [Fact]
    public void A_stray_letter_of_another_script_makes_no_language() =>
        Scripts.LanguagesOf(["Complete Blood Count क Lipid profile"]).ShouldBe(["english"]);

    [Fact]
    public void All_pages_count() =>
        Scripts.LanguagesOf(["Complete Blood Count", "रक्त परीक्षण शुल्क"]).ShouldBe(["english", "hindi"]);
}
