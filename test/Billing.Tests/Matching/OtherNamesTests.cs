using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Matching;

public sealed class OtherNamesTests
{
    private static readonly ProcedureIndex Index = RateBook.Shipped.Cghs.Index;

    private static readonly (CghsRate Rate, string Name)[] Names =
        [.. RateBook.Shipped.Cghs.Rates.SelectMany(rate => OtherNames.OfServices.Of(rate.Name).Select(name => (rate, name)))];

    [Fact]
    public void Every_name_means_its_service_and_no_other()
    {
        var missed = Names.Where(one => Index.Match(one.Name) is var match && (match.Outcome != MatchOutcome.Matched || match.Best != one.Rate))
            .Select(one => $"{one.Rate.Code} {one.Name}").ToList();

        Names.Length.ShouldBeGreaterThan(10_000);
        missed.ShouldBeEmpty();
    }

    [Fact]
    public void No_name_stands_for_two_services() =>
        Names.GroupBy(one => KnownNames.Verbatim(one.Name), StringComparer.Ordinal).Where(group => group.Select(one => one.Rate).Distinct().Count() > 1)
            .Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void Every_service_of_the_table_stands_in_the_shipped_list() =>
        EmbeddedTable.Load("service-names.csv").Rows.Select(row => row[0]).Except(RateBook.Shipped.Cghs.Rates.Select(rate => rate.Name)).ShouldBeEmpty();

    [Theory]
    [InlineData("MP card", "LB026")]
    [InlineData("Mantoux skin test", "LB183")]
    [InlineData("Urine ACR, spot", "LB246")]
    [InlineData("Dressing", "GP001")]
    [InlineData("FFP - 1 bag", "BC003")]
    public void What_hospitals_call_a_service_finds_it(string wording, string code)
    {
        var match = Index.Match(wording);

        (match.Outcome, match.Best!.Code).ShouldBe((MatchOutcome.Matched, code));
    }

    [Theory]
    [InlineData("Bed rent per day")]
    [InlineData("Urinary")]
    [InlineData("Oxygen mask (adult)")]
    public void A_part_of_such_a_name_means_nothing(string wording) =>
        Index.Match(wording).Outcome.ShouldNotBe(MatchOutcome.Matched);

    [Fact]
    public void A_service_that_is_not_in_the_table_has_no_other_names() =>
        OtherNames.OfServices.Of("Polishing of the door knob").ShouldBeEmpty();
}
