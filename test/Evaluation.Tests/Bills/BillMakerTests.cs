using System.Text.RegularExpressions;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Evaluation.Bills.Making;
using MediAgents.Evaluation.Bills.Printing;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Tests.Bills;

public sealed class BillMakerTests
{
    public static TheoryData<string> Halves { get; } = [.. BillSet.Halves];

    [Theory]
    [MemberData(nameof(Halves))]
    public void The_same_seed_makes_the_same_bills(string half)
    {
        var once = MadeBills.Of(half, 6).Select(bill => MadeBills.Json(BillWriter.Expected(bill))).ToList();
        var again = MadeBills.Of(half, 6).Select(bill => MadeBills.Json(BillWriter.Expected(bill)));
        var other = MadeBills.Of(half, 6, seed: 12).Select(bill => MadeBills.Json(BillWriter.Expected(bill)));

        again.ShouldBe(once);
        other.ShouldNotBe(once);
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void A_bill_sums_up_but_for_the_faults_planted_in_its_sums(string half)
    {
        foreach (var bill in MadeBills.Of(half, 40))
        {
            var expected = BillWriter.Expected(bill);
            var wrong = expected.Findings.Where(fault => fault.Planted is "arithmetic.total" or "arithmetic.subtotal").Sum(fault => fault.AmountInr);

            (expected.Lines.Sum(line => line.AmountInr) + wrong - bill.Discount + bill.Taxes.Sum(tax => tax.Amount)).ShouldBe(expected.Totals!.ClaimedInr, bill.Id);
            foreach (var line in bill.Lines)
            {
                var fault = expected.Findings.SingleOrDefault(fault => fault.Planted == "arithmetic.line" && fault.Lines.Contains(line.Number));
                line.Amount.ShouldBe(decimal.Round(line.Quantity * line.Rate, 2, MidpointRounding.AwayFromZero) - line.Discount + (fault?.AmountInr ?? 0), $"{bill.Id} line {line.Number}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void Every_kind_of_fault_is_planted_and_bills_without_any_are_among_them(string half)
    {
        var expected = MadeBills.Of(half, 60).Select(BillWriter.Expected).ToList();

        expected.SelectMany(bill => bill.Findings).Select(fault => fault.Kind).Distinct().Order().ShouldBe(Enum.GetValues<FindingKind>());
        expected.Count(bill => bill.Findings.Count == 0).ShouldBeInRange(expected.Count / 5, expected.Count / 2);
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void No_fault_costs_more_than_the_lines_it_names(string half)
    {
        foreach (var bill in MadeBills.Of(half, 40).Select(BillWriter.Expected))
        {
            foreach (var fault in bill.Findings.Where(fault => fault.Lines.Count > 0))
            {
                fault.AmountInr.ShouldBeGreaterThan(0);
                fault.AmountInr.ShouldBeLessThanOrEqualTo(fault.Lines.Sum(line => bill.Lines[line - 1].AmountInr), fault.Planted);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void Every_wording_names_rows_that_the_tables_have(string half)
    {
        var sets = MadeBills.Sets(half);
        var services = sets.SelectMany(set => set.Services).ToList();
        var items = RateBook.Shipped.NonPayable.Items.Select(item => $"{item.List}-{item.Number}").ToHashSet();

        services.SelectMany(service => service.Codes).Where(code => RateBook.Shipped.Cghs.Find(code) is null).ShouldBeEmpty();
        services.Select(service => service.Irdai).Where(item => item.Length > 0 && !items.Contains(item)).ShouldBeEmpty();
        sets.SelectMany(set => set.Medicines).Where(medicine => RateBook.Shipped.Nppa.Ceilings.All(row =>
            row.Molecule != medicine.Molecule || row.Formulation != medicine.Formulation || row.Pack != medicine.NppaPack)).ShouldBeEmpty();
        foreach (var set in sets)
            set.Services.ShouldAllBe(service => service.Names["english"].Count > 0 && set.Words["tamil"].Labels.ContainsKey(service.Section));
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void A_strip_whose_pack_stands_nowhere_is_not_said_to_show_it(string half)
    {
        var strips = MadeBills.Of(half, 40).SelectMany(bill => bill.Lines.Where(line => line.Medicine is { Contains: > 1 } && !bill.Layout.Annexure)).ToList();

        strips.ShouldNotBeEmpty();
        foreach (var line in strips.Where(line => line.SaysPack && !line.Medicine!.Pack.Contains("ml", StringComparison.OrdinalIgnoreCase)))
            line.Description.ShouldContain(line.Medicine!.Pack, Case.Insensitive);
    }

    [Fact]
    public void The_halves_share_no_layout_and_few_wordings()
    {
        var (dev, held) = (MadeBills.Sets("dev"), MadeBills.Sets("held"));
        static string[] Wordings(IReadOnlyList<BillSet> sets) =>
            [.. sets.SelectMany(set => set.Services).SelectMany(service => service.Names.Values.SelectMany(names => names)).Select(name => name.ToUpperInvariant()).Distinct()];
        static IEnumerable<string> Layouts(IReadOnlyList<BillSet> sets) => sets.SelectMany(set => set.Layouts).Select(layout => layout.Name);

        Layouts(dev).Intersect(Layouts(held)).ShouldBeEmpty();
        // Authors who know nothing of each other write the commonest names alike; each set has some of those.
        foreach (var set in dev)
            Wordings(held).Intersect(Wordings([set])).Count().ShouldBeLessThan(Wordings(held).Length / 8, set.Name);
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void Every_layout_shows_each_line_once_and_no_unfilled_name(string half)
    {
        foreach (var bill in MadeBills.Of(half, MadeBills.Sets(half).Sum(set => set.Layouts.Count)))
        {
            var html = new Template(File.ReadAllText(bill.Layout.Template).Split("</style>", 2)[1]).Render(new BillPages(bill).Render());

            html.ShouldNotContain("{{");
            foreach (var group in bill.Lines.GroupBy(line => line.Description))
            {
                var shown = System.Net.WebUtility.HtmlEncode(group.Key);
                // A serial number may stand before it, and a leader of dots behind.
                Regex.Count(html, $@">[\s\d.)]*{Regex.Escape(shown)}[\s.]*<").ShouldBe(group.Count(), $"{bill.Id}: {group.Key}");
            }
        }
    }
}
