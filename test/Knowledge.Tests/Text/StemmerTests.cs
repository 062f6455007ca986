using FsCheck;
using FsCheck.Fluent;
using MediAgents.Knowledge.Text;

namespace MediAgents.Knowledge.Tests.Text;

public sealed class StemmerTests
{
    [Theory]
    [InlineData("anaemia", "anemia")]
    [InlineData("haemorrhage", "hemorrhages")]
    [InlineData("tumour", "tumors")]
    [InlineData("oedema", "Edema")]
    [InlineData("fibre", "fiber")]
    [InlineData("hospitalisation", "hospitalization")]
    [InlineData("exercise", "exercising")]
    [InlineData("diagnosis", "diagnosed")]
    [InlineData("swelling", "swell")]
    [InlineData("dizzy", "dizziness")]
    [InlineData("vaccination", "vaccines")]
    [InlineData("infections", "infected")]
    [InlineData("treatment", "treated")]
    [InlineData("allergy", "allergic")]
    [InlineData("arthritis", "arthritic")]
    [InlineData("Parkinson’s", "Parkinson")]
    [InlineData("Guillain-Barré", "Guillain-Barre")]
    public void Forms_of_a_word_share_a_stem(string left, string right) => StemOf(left).ShouldBe(StemOf(right));

    [Theory]
    [InlineData("stroke", "strike")]
    [InlineData("hip", "hips")]
    [InlineData("gout", "goat")]
    [InlineData("thyroid", "typhoid")]
    public void Different_words_keep_different_stems(string left, string right) =>
        (StemOf(left) == StemOf(right)).ShouldBe(left + "s" == right);

    [Fact]
    public void Any_text_can_be_stemmed_and_grows_no_longer() =>
        Prop.ForAll<NonNull<string>>(text =>
            {
                var word = text.Get.Length > WordReader.MaxWordLength ? text.Get[..WordReader.MaxWordLength] : text.Get;
                return Stemmer.Stem(word).Length <= word.Length;
            })
            .QuickCheckThrowOnFailure();

    private static string StemOf(string word) => Stemmer.Stem(word);

    [Theory]
    [InlineData("hives", "HIV")]
    [InlineData("pills", "piles")]
    [InlineData("mini", "mine")]
    public void Short_words_of_different_sense_stay_apart(string one, string other) =>
        Stemmer.Stem(one).ShouldNotBe(Stemmer.Stem(other));
}
