using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Matching;

namespace MediAgents.Billing.Tests.Matching;

public sealed class DosageTests
{
    private static readonly string[] TimesSigns = ["x", " x ", "X", "*", " * ", "×"];

    [Theory]
    [InlineData("Tab Paracetamol 500 mg 2x10", 20)]
    [InlineData("Tab Paracetamol 500mg 1*10", 10)]
    [InlineData("Tab Paracetamol 500 mg 10's", 10)]
    [InlineData("Tab Paracetamol 500 mg 15T", 15)]
    [InlineData("Tab Paracetamol 500 mg 2 x 10's", 20)]
    [InlineData("Tab Paracetamol 500 mg 2 strips of 10", 20)]
    [InlineData("Tab Paracetamol 500 mg strip of 10", 10)]
    [InlineData("Tab Paracetamol 500 mg x 10", 10)]
    [InlineData("Tab Paracetamol 500 mg 1x10x10", 100)]
    [InlineData("Tab Paracetamol 2 x 500 mg", 2)]
    [InlineData("Paracetamol 500 mg (10 tab)", 10)]
    public void Packs_hold_what_the_wording_allows_at_most(string wording, int pieces)
    {
        var dosage = Dosage.Parse(wording);

        dosage.PackCount.ShouldBe(pieces);
        dosage.Strengths.ShouldBe(["500mg"]);
    }

    [Theory]
    [InlineData("Tab Paracetamol 500 mg x 5 days")]
    [InlineData("Tab Paracetamol 500 mg 1 x 5 days")]
    [InlineData("Tab Paracetamol 500 mg 1-0-1")]
    [InlineData("Tab Paracetamol 500 mg")]
    public void How_long_it_is_taken_is_no_pack(string wording) => Dosage.Parse(wording).PackCount.ShouldBeNull();

    [Fact]
    public void Volumes_are_multiplied_like_packs() => Dosage.Parse("Inj Diazepam 5 mg/ml 3 x 2 ml").VolumeMl.ShouldBe(6);

    [Theory]
    [InlineData("Tab Metoprolol SR 25 mg", DosageForm.Tablet, Release.Prolonged)]
    [InlineData("Metoprolol XL 25 mg tab", DosageForm.Tablet, Release.Prolonged)]
    [InlineData("Tab Zinc 20 mg DT", DosageForm.Tablet, Release.Special)]
    [InlineData("Inj Amphotericin B liposomal 50 mg", DosageForm.Injection, Release.Carrier)]
    [InlineData("Budesonide inhaler 200 MD", DosageForm.Inhaler, Release.Plain)]
    [InlineData("Syp Paracetamol 60 ml", DosageForm.OralLiquid, Release.Plain)]
    [InlineData("Paracetamol 500 mg", DosageForm.Unknown, Release.Plain)]
    public void Form_and_release_are_told_apart(string wording, DosageForm form, Release release)
    {
        var dosage = Dosage.Parse(wording);

        dosage.Form.ShouldBe(form);
        dosage.Release.ShouldBe(release);
    }

    [Fact]
    public void However_a_product_of_packs_is_written_it_counts_the_same() =>
        Prop.ForAll(
            (from strips in Gen.Choose(1, 20) from each in Gen.Choose(2, 30) from sign in Gen.Elements(TimesSigns) select (strips, each, sign)).ToArbitrary(),
            pack => Dosage.Parse($"Tab Paracetamol 500 mg {pack.strips}{pack.sign}{pack.each}").PackCount == pack.strips * pack.each
                && Dosage.Parse($"Tab Paracetamol 500 mg {pack.strips}{pack.sign}{pack.each}'s").PackCount == pack.strips * pack.each)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Grams_milligrams_and_micrograms_are_one_strength() =>
        Prop.ForAll(
            Gen.Choose(1, 5_000).ToArbitrary(),
            milligrams =>
            {
                var grams = (milligrams / 1000m).ToString(CultureInfo.InvariantCulture);
                var expected = Dosage.Parse($"Tab X {milligrams} mg").Strengths;
                return expected.Count == 1 && expected.SequenceEqual(Dosage.Parse($"Tab X {grams} g").Strengths)
                    && expected.SequenceEqual(Dosage.Parse($"Tab X {milligrams * 1000L} mcg").Strengths);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_breaks_it_and_packs_stay_bounded() =>
        Prop.ForAll<string>(text => Dosage.Parse(text ?? "") is var dosage && dosage.PackCount is null or (> 0 and <= 1000))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_mixture_of_numbers_and_pack_words_is_read_without_failing() =>
        Prop.ForAll(
            Gen.Elements("2", "10", "999999999", "x", "*", "strip", "of", "mg", "ml", "/", "%", "'s", "tab", "5.5", "days").ArrayOf().ToArbitrary(),
            words => Dosage.Parse(string.Join(' ', words)).PackCount is null or (> 0 and <= 1000))
            .QuickCheckThrowOnFailure();
}
