using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Matching.Indic;

namespace MediAgents.Billing.Tests.Matching.Indic;

public sealed class TamilWordTests
{
    [Theory]
    [InlineData("இரத்தப்", "இரத்த")]
    [InlineData("சிகிச்சைக்", "சிகிச்சை")]
    [InlineData("கப்", "கப்")]
    [InlineData("மாஸ்க்", "மாஸ்க்")]
    public void A_linking_consonant_is_cut_and_an_English_word_kept(string word, string unlinked) => TamilWord.Unlinked(word).ShouldBe(unlinked);

    [Theory]
    [InlineData("இரத்தத்தில்", "இரத்தம்")]
    [InlineData("காலுக்கு", "கால்")]
    [InlineData("மூக்கில்", "மூக்கு")]
    [InlineData("பல்லில்", "பல்")]
    [InlineData("வயிற்றில்", "வயிறு")]
    [InlineData("பற்கள்", "பல்")]
    [InlineData("அணுக்களின்", "அணு")]
    public void A_case_or_plural_has_its_word_among_the_stems(string word, string stem) => TamilWord.Stems(word).ShouldContain(stem);

    [Theory]
    [InlineData("நீக்கம்", "நீக்கும்")]
    [InlineData("அகற்றல்", "அகற்றும்")]
    [InlineData("பொருத்துதல்", "பொருத்தும்")]
    [InlineData("காலில்", "காலுக்கு")]
    public void Forms_of_one_word_have_one_key(string one, string other) => TamilWord.Key(one).ShouldBe(TamilWord.Key(other));

    [Theory]
    [InlineData("பல்", "பல")]
    [InlineData("கண்", "கணு")]
    [InlineData("தோல்", "தோள்")]
    public void Short_words_that_look_alike_keep_their_own_keys(string one, string other) => TamilWord.Key(one).ShouldNotBe(TamilWord.Key(other));

    [Fact]
    public void No_letters_break_it() =>
        Prop.ForAll(
            Gen.Choose(0x0B80, 0x0BFF).Select(code => (char)code).NonEmptyListOf().Select(letters => new string([.. letters])).ToArbitrary(),
            word => TamilWord.Key(word).Length > 0 && TamilWord.Unlinked(word).Length > 0 && TamilWord.Stems(word).All(stem => stem.Length > 0) && TamilWord.Parts(word).All(part => part.First + part.Second == word))
            .QuickCheckThrowOnFailure();
}
