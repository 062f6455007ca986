using FsCheck;
using FsCheck.Fluent;
using MediAgents.Clinical.Language;

namespace MediAgents.Clinical.Tests.Language;

public sealed class StemmerTests
{
    [Theory]
    [InlineData("dizzy", "dizziness")]
    [InlineData("ache", "aching")]
    [InlineData("headache", "headaches")]
    [InlineData("swell", "swelling")]
    [InlineData("numb", "numbness")]
    [InlineData("injury", "injuries")]
    [InlineData("sprain", "sprained")]
    [InlineData("knee", "knees")]
    [InlineData("sudden", "suddenly")]
    [InlineData("run", "running")]
    public void Forms_of_one_word_share_a_stem(string word, string form) => StemOf(form).ShouldBe(StemOf(word));

    [Theory]
    [InlineData("toe", "to")]
    [InlineData("hips", "his")]
    [InlineData("string", "str")]
    [InlineData("bleed", "ble")]
    [InlineData("severed", "severe")]
    [InlineData("hives", "HIV")]
    public void Words_are_not_cut_into_others(string word, string other) => StemOf(word).ShouldNotBe(StemOf(other));

    [Fact]
    public void A_stem_is_never_longer_than_its_word_nor_empty() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), word => StemOf(word.Get).Length is > 0 and var n && n <= word.Get.Length)
            .QuickCheckThrowOnFailure();

    private static string StemOf(string word)
    {
        var letters = word.ToLowerInvariant().ToCharArray();
        return new string(letters, 0, Stemmer.Stem(letters));
    }
}
