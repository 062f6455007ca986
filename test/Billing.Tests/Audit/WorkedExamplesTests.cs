using System.Globalization;
using System.Text.RegularExpressions;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Audit;

/// <summary>The worked examples of docs/bill-audit.md: each bill is run with the options of its command, and every figure shown is compared.</summary>
public sealed partial class WorkedExamplesTests
{
    public static TheoryData<string> Titles => [.. Examples().Select(example => example.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void The_document_shows_what_the_audit_says(string title)
    {
        var example = Examples().Single(one => one.Title == title).Text;

        var result = BillAudit.Audit(new BillText(Bill().Match(example).Groups["bill"].Value), OptionsOf(Command().Match(example).Groups["options"].Value));

        var shown = Row().Matches(example).Select(row => (row.Groups["lines"].Value.Trim(), row.Groups["rule"].Value, row.Groups["verdict"].Value, Inr(row.Groups["inr"].Value)));
        result.Findings.Select(finding => (string.Join(", ", finding.Lines), finding.Rule, Word(finding.Verdict), finding.AmountInr)).ShouldBe(shown);
        var totals = Totals().Match(example);
        result.Totals.ShouldBe(new AuditTotals(Inr(totals.Groups["claimed"].Value), Inr(totals.Groups["allowed"].Value), Inr(totals.Groups["disputed"].Value)));
        Word(result.Verdict).ShouldBe(totals.Groups["verdict"].Value);
        var generic = Generic().Match(example);
        if (generic.Success)
        {
            result.Alternatives.ShouldContain(alternative => alternative.Code == generic.Groups["code"].Value && alternative.PackInr == Inr(generic.Groups["inr"].Value)
                && (generic.Groups["saving"].Value == "" || alternative.SavingInr == Inr(generic.Groups["saving"].Value)));
        }
    }

    [Fact]
    public void There_are_examples_of_a_beneficiary_a_policy_and_another_script()
    {
        Examples().Count.ShouldBe(3);
        Examples().ShouldContain(example => example.Text.Contains("--insurance-type cghs"));
        Examples().ShouldContain(example => example.Text.Contains("--room-rent-limit-inr"));
        Examples().ShouldContain(example => example.Text.Contains("कुल योग"));
    }

    private static List<(string Title, string Text)> Examples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "bill-audit.md")))
            folder = folder.Parent;
        var document = File.ReadAllText(Path.Combine(folder.ShouldNotBeNull().FullName, "docs", "bill-audit.md"));
        var chapter = document[document.IndexOf("## Worked examples", StringComparison.Ordinal)..];
        return [.. chapter.Split("\n### ").Skip(1).Where(part => Command().IsMatch(part)).Select(part => (part[..part.IndexOf('\n')], part))];
    }

    private static AuditOptions OptionsOf(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? After(string option) => Array.IndexOf(words, option) is var at and >= 0 && at + 1 < words.Length && !words[at + 1].StartsWith("--", StringComparison.Ordinal) ? words[at + 1] : null;
        bool? Flag(string option) => !words.Contains(option) ? null : After(option) is not "false";
        return new()
        {
            InsuranceType = AuditWords.InsuranceTypeOf(After("--insurance-type")),
            CityTier = AuditWords.CityTierOf(After("--city-tier")),
            Ward = AuditWords.WardOf(After("--ward")),
            Nabh = Flag("--nabh"),
            SuperSpeciality = Flag("--super-speciality"),
            RoomRentLimitInr = After("--room-rent-limit-inr") is { } limit ? Inr(limit) : null,
            Clock = new Later(),
        };
    }

    private static decimal Inr(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    [GeneratedRegex(@"```\n(?<bill>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Bill();

    [GeneratedRegex(@"mediagents audit bill\.txt (?<options>[^\n]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex(@"^\| (?<lines>[\d, ]*)\| `(?<rule>[^`]+)` \| (?<verdict>\w+) \| (?<inr>[\d.]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"Claimed INR (?<claimed>[\d.]+), allowed INR (?<allowed>[\d.]+), disputed INR (?<disputed>[\d.]+)\. Verdict: (?<verdict>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Totals();

    [GeneratedRegex(@"Jan Aushadhi row (?<code>\d+) at INR (?<inr>\d+\.\d\d)[^.]*?(a possible saving of INR (?<saving>\d+\.\d\d))?\.", RegexOptions.ExplicitCapture)]
    private static partial Regex Generic();

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    }
}
