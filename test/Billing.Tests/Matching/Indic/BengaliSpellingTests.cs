using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Matching.Indic;

namespace MediAgents.Billing.Tests.Matching.Indic;

public sealed class BengaliSpellingTests
{
    [Theory]
    [InlineData("অ্যাম্বুলেন্স", "এম্বুলেন্স")]
    [InlineData("অ্যাম্বুলেন্স", "এ্যাম্বুলেন্স")]
    [InlineData("কনট্রাস্ট", "কন্ট্রাষ্ট")]
    [InlineData("ইনজেকশন", "ইঞ্জেকশন")]
    [InlineData("আঙুল", "আঙ্গুল")]
    [InlineData("অণুচক্রিকা", "অনুচক্রীকা")]
    [InlineData("দাঁত", "দাত")]
    [InlineData("ট্যাবলেট", "টেবলেট")]
    [InlineData("রক্ত শর্করা", "রক্তশর্করা")]
    public void Spellings_of_one_word_share_a_key(string one, string other) =>
        BengaliSpelling.Key(IndicScript.Normalized(other)).ShouldBe(BengaliSpelling.Key(IndicScript.Normalized(one)));

    [Theory]
    [InlineData("কাটা", "ফাটা")]
    [InlineData("মল", "মলম")]
    [InlineData("হাত", "হাড়")]
    [InlineData("পায়", "পাজ")]
    public void Words_that_sound_otherwise_do_not(string one, string other) =>
        BengaliSpelling.Key(IndicScript.Normalized(other)).ShouldNotBe(BengaliSpelling.Key(IndicScript.Normalized(one)));

    [Fact]
    public void No_letters_break_it() =>
        Prop.ForAll(
            Gen.OneOf(Gen.Choose(0x0980, 0x09FF), Gen.Elements(0x20, 0x31, 0x78)).Select(code => (char)code).ArrayOf().ToArbitrary(),
            letters => BengaliSpelling.Key(new(letters)).Length <= letters.Length)
            .QuickCheckThrowOnFailure();
}
