using FsCheck;
using FsCheck.Fluent;
using MediAgents.Records.Reports.Prose;

namespace MediAgents.Records.Tests.Reports.Prose;

public sealed class StatedValuesTests
{
    private const string Fact =
        "Hba1c: 7.2 % on 2026-10-03 (high, reference 4–5.6); up from 6.9 on 2025-04-11. Type 2 diabetes (ICD-10 E11.9), Metformin 500 mg twice daily, ₹1,24,500.00 claimed, 63 years old, BP 130/85 mmHg";

    [Theory]
    [InlineData("HbA1c was 7.2% on 3 October 2026.")]
    [InlineData("HbA1c rose to 7.20 % in October 2026.")]
    [InlineData("In 2025 it was 6.9.")]
    [InlineData("It was 6.9 on 11/04/2025.")]
    [InlineData("It was 6.9 on April 11th, 2025.")]
    [InlineData("It rose on the 3rd of October.")]
    [InlineData("The 63-year-old has type two diabetes (E11).")]
    [InlineData("She takes 500mg of metformin BD.")]
    [InlineData("The blood pressure is 130/85 mmHg.")]
    [InlineData("Of ₹124500 nothing is paid.")]
    [InlineData("एचबीए७.२")]
    [InlineData("Nothing here may be counted.")]
    public void What_a_text_states_in_other_words_is_borne_out(string sentence) =>
        StatedValues.In(sentence).FirstNotIn(StatedValues.In(Fact)).ShouldBeNull();

    [Theory]
    [InlineData("HbA1c was 7.3 %.", "7.3 %")]
    [InlineData("HbA1c was 72 %.", "72 %")]
    [InlineData("HbA1c was 7.2 mmol/mol.", "7.2 mmol/mol")]
    [InlineData("It was measured on 4 October 2026.", "4 october 2026")]
    [InlineData("It was measured on 2026-03-10.", "2026-03-10")]
    [InlineData("It was measured in October 2025.", "october 2025")]
    [InlineData("It was measured in 2024.", "2024")]
    [InlineData("It was measured on 11 October.", "11 october")]
    [InlineData("The code is E11.", null)]
    [InlineData("The code is E11.8.", "e11.8")]
    [InlineData("The code is E1.", "e1")]
    [InlineData("She takes 500 mcg of metformin.", "500 mcg")]
    [InlineData("She takes metformin three times a day.", "three times")]
    [InlineData("She takes metformin once a day.", "once")]
    [InlineData("Three problems stand.", "three")]
    [InlineData("She has had it for ten years.", "ten years")]
    [InlineData("यह ८.१ था", "8.1")]
    [InlineData("₹1,24,000 was claimed.", "1,24,000")]
    public void What_no_fact_has_is_found(string sentence, string? foreign) =>
        StatedValues.In(sentence).FirstNotIn(StatedValues.In(Fact)).ShouldBe(foreign);

    [Fact]
    public void Every_text_bears_out_itself() => Prop.ForAll(
        Gen.Elements("7.2 %", "2026-10-03", "3 Oct 2026", "E11.9", "twice", "ten", "1,24,500", "130/85 mmHg", "३", "May", "5", "mg", "-", "/", "L4-L5", "\n", "times")
            .ListOf().Select(parts => string.Join(' ', parts)).ToArbitrary(),
        text => StatedValues.In(text).FirstNotIn(StatedValues.In(text)) is null).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_read() => Prop.ForAll<NonNull<string>>(
        text => StatedValues.In(text.Get).FirstNotIn(StatedValues.In(text.Get)) is null).QuickCheckThrowOnFailure();
}
