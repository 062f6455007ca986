using System.Text.RegularExpressions;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Report.Letters;

namespace MediAgents.Billing.Tests.Report;

public sealed partial class LetterTests
{
    public static TheoryData<string> Languages { get; } = [.. Letter.Languages];

    [Fact]
    public void It_lists_what_is_disputed_with_line_date_description_amount_rule_and_tariff()
    {
        var text = TextOf(new TestBill().Line("Consultation OPD", 1, 900).Line("Complete Haemogram", 1, 100).Audit(), "english");

        text.ShouldContain("1. Line 1 (page 1), 03-11-2025: \"Consultation OPD\"; quantity 1, rate ₹900.00, amount ₹900.00\n");
        text.ShouldContain("   Disputed: ₹550.00\n");
        text.ShouldContain("   Rule: cghs.rate\n");
        text.ShouldContain("   Tariff: CGHS CN001 \"Consultation OPD\"");
        text.ShouldContain("in force from 13 Oct 2025");
        text.ShouldContain("Total disputed: ₹550.00\n");
        text.ShouldNotContain("Haemogram");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_finding_is_one_point_in_every_language(string language)
    {
        var result = Faulty().Audit();

        var letter = Letter.Of(result, language)!;

        letter.Sections.Sum(section => section.Points.Count).ShouldBe(result.Findings.Count);
        var disputed = result.Findings.Where(finding => finding.Verdict == Verdict.Dispute).ToList();
        letter.Sections[0].Points.Count.ShouldBe(disputed.Count);
        letter.Total!.Value.ShouldEndWith($"{disputed.Sum(finding => finding.AmountInr):N2}");
        var text = LetterText.Write(letter);
        foreach (var finding in result.Findings)
            text.ShouldContain(finding.Rule);
        Placeholder().IsMatch(text).ShouldBeFalse(text);
    }

    [Theory]
    [InlineData("english", "en", 'a', 'z')]
    [InlineData("hindi", "hi", '\u0900', '\u097F')]
    [InlineData("bengali", "bn", '\u0980', '\u09FF')]
    [InlineData("tamil", "ta", '\u0B80', '\u0BFF')]
    public void It_is_written_in_the_letters_of_its_language(string language, string tag, char first, char last)
    {
        var letter = Letter.Of(Faulty().Audit(), language)!;

        letter.Tag.ShouldBe(tag);
        string[] sentences = [.. letter.Opening, letter.Note, letter.Salutation, .. letter.Sections.Select(section => section.Heading)];
        foreach (var sentence in sentences)
        {
            sentence.ShouldContain(c => c >= first && c <= last, sentence);
            // The danda ends sentences of Hindi and Bengali alike.
            sentence.Where(c => c is >= '\u0900' and <= '\u0BFF' and not '\u0964' && (c < first || c > last)).ShouldBeEmpty(sentence);
        }
    }

    [Fact]
    public void The_languages_have_words_for_the_same_points()
    {
        var points = Letter.Languages.Select(language => LetterWords.Of(language).Points.Keys.Order(StringComparer.Ordinal).ToList()).ToList();

        points.ShouldAllBe(keys => keys.SequenceEqual(points[0]));
        foreach (var kind in Enum.GetValues<FindingKind>())
        {
            foreach (var verdict in new[] { Verdict.Query, Verdict.Dispute })
                LetterWords.Of("tamil").PointOf(Finding("a.rule-to-come", kind, verdict), toInsurer: true, benchmark: true).Reason.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void A_benchmark_is_never_said_to_bind()
    {
        var result = new TestBill().Line("Consultation OPD", 1, 900).Audit(TestBill.Private);

        var text = TextOf(result, "english");

        text.ShouldContain("does not bind the hospital");
        text.ShouldContain("Questions about a hospital bill");
        text.ShouldNotContain("Total disputed");
        text.ShouldNotContain("Disputed:");
    }

    [Fact]
    public void Items_that_only_a_policy_does_not_pay_are_asked_of_the_insurer()
    {
        var result = new TestBill().Line("Surgical gloves", 2, 25).Audit(TestBill.Private);
        result.Findings.ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.NonPayable);

        var letter = Letter.Of(result, "english")!;

        letter.Address[1].ShouldStartWith("The insurer");
        letter.Head.ShouldNotContain(fact => fact.Label == "Copy to");
        LetterText.Write(letter).ShouldContain("clause of the policy");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_non_payable_item_is_never_called_illegal(string language)
    {
        string[] illegal = ["illegal", "prohibited", "forbidden", "fraud", "प्रतिबंधित", "धोखा", "নিষিদ্ধ", "প্রতারণা", "தடைசெய்யப்பட்ட", "மோசடி"];
        var result = new TestBill().Line("Surgical gloves", 2, 25).Line("ECG", 1, 300).Line("ECG", 1, 300).Audit(TestBill.Private);

        var text = TextOf(result, language);

        text.ShouldContain("irdai.list-i");
        foreach (var word in illegal)
            text.ShouldNotContain(word, Case.Insensitive);
    }

    [Theory]
    [InlineData(InsuranceType.Cghs, "Central Government Health Scheme")]
    [InlineData(InsuranceType.Private, "insurer")]
    [InlineData(InsuranceType.None, null)]
    public void The_payer_gets_a_copy(InsuranceType payer, string? name)
    {
        var letter = Letter.Of(new TestBill().Line("ECG", 1, 300).Line("ECG", 1, 300).Audit(TestBill.Cghs with { InsuranceType = payer }), "english")!;

        var copy = letter.Head.FirstOrDefault(fact => fact.Label == "Copy to");
        if (name is null)
            copy.ShouldBeNull();
        else
            copy!.Value.ShouldContain(name);
    }

    [Fact]
    public void What_only_the_policy_limits_is_asked_of_the_insurer()
    {
        var result = new TestBill().Line("Room rent private ward", 1, 9000).Line("Doctor visit charges", 1, 700).Audit(TestBill.Private with { RoomRentLimitInr = 5000 });
        result.Findings.ShouldContain(finding => finding.Rule == "room.limit");

        var letter = Letter.Of(result with { Findings = [.. result.Findings.Where(finding => finding.Rule.StartsWith("room.", StringComparison.Ordinal))] }, "english")!;

        letter.Address[1].ShouldStartWith("The insurer");
        LetterText.Write(letter).ShouldContain("Please confirm the limit for room rent in the policy.");
    }

    [Fact]
    public void Without_a_finding_there_is_no_letter()
    {
        Letter.Of(new TestBill().Line("ECG", 1, 100).Audit(), "hindi").ShouldBeNull();
    }

    [Theory]
    [InlineData("hindi", new string[0], new[] { "hindi", "english" })]
    [InlineData(null, new[] { "english", "tamil" }, new[] { "tamil", "english" })]
    [InlineData("auto", new[] { "bengali", "english" }, new[] { "bengali", "english" })]
    [InlineData("english", new[] { "hindi" }, new[] { "english" })]
    [InlineData(null, new string[0], new[] { "english" })]
    public void Letters_are_in_the_language_of_the_bill_and_in_english(string? stated, string[] ofText, string[] expected)
    {
        var text = new Billing.Reading.BillText(Faulty().Text()) { Languages = ofText };

        var result = BillAudit.Audit(text, TestBill.Cghs with { Language = stated });

        Letter.LanguagesOf(result).ShouldBe(expected);
    }

    [Theory]
    [InlineData("0", "₹0.00")]
    [InlineData("999.5", "₹999.50")]
    [InlineData("1000", "₹1,000.00")]
    [InlineData("125000", "₹1,25,000.00")]
    [InlineData("12345678.9", "₹1,23,45,678.90")]
    [InlineData("-250", "-₹250.00")]
    public void Money_is_written_as_in_india(string amount, string written) =>
        Billing.Report.Rupees.Text(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(written);

    [Theory]
    [InlineData("cghs.package-contents", FindingKind.Unbundled, Verdict.Query, "may already be included")]
    [InlineData("cghs.package-contents", FindingKind.Unbundled, Verdict.Dispute, "is already included")]
    [InlineData("panel.components", FindingKind.Unbundled, Verdict.Query, "panel")]
    [InlineData("irdai.list-ii", FindingKind.NonPayable, Verdict.Query, "IRDAI")]
    [InlineData("esi.non-payable", FindingKind.NonPayable, Verdict.Query, "payer's list")]
    [InlineData("duplicate.split", FindingKind.Duplicate, Verdict.Dispute, "several parts")]
    [InlineData("nppa.ceiling", FindingKind.Overcharge, Verdict.Dispute, "ceiling price")]
    [InlineData("esi.rate", FindingKind.Overcharge, Verdict.Dispute, "binds this hospital")]
    [InlineData("cghs.rate", FindingKind.Overcharge, Verdict.Query, "only a comparison")]
    public void The_words_are_those_of_the_rule_and_its_verdict(string rule, FindingKind kind, Verdict verdict, string words) =>
        LetterWords.Of("english").PointOf(Finding(rule, kind, verdict), toInsurer: false, benchmark: true).Reason.ShouldContain(words);

    private static TestBill Faulty() => new TestBill().Head("Bill No: B-1").Stay("01/11/2025", "04/11/2025")
        .Line("Consultation OPD", 1, 900).Line("ECG", 1, 300).Line("ECG", 1, 300).Line("Lipid profile", 1, 450, amount: 500)
        .Line("Something unheard of", -2, 300).Total(9000);

    private static string TextOf(AuditResult result, string language) => LetterText.Write(Letter.Of(result, language)!);

    private static Finding Finding(string rule, FindingKind kind, Verdict verdict) => new()
    {
        Rule = rule, Kind = kind, Verdict = verdict, Lines = [], AmountInr = 1, AmountLowInr = 1, AmountHighInr = 1, Confidence = 1, Explanation = "",
    };

    [GeneratedRegex(@"\{[a-z_]+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
