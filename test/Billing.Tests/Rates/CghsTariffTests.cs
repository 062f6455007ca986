using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Rates;

public sealed class CghsTariffTests
{
    private static readonly CghsRate Package = RateBook.Shipped.Cghs.Find("AG094")!;
    private static readonly CghsRate Investigation = RateBook.Shipped.Cghs.Find("LB001")!;

    [Fact]
    public void A_known_context_gives_one_figure()
    {
        var range = CghsTariff.Applicable(Package, CityTier.I, nabh: true, superSpeciality: false, Ward.SemiPrivate);

        range.IsExact.ShouldBeTrue();
        range.High.ShouldBe(36300);
    }

    [Theory]
    [InlineData(Ward.General, "34485")]
    [InlineData(Ward.Private, "38115")]
    public void Packages_move_five_percent_with_the_ward(Ward ward, string expected) =>
        CghsTariff.Applicable(Package, CityTier.I, true, false, ward).High.ShouldBe(decimal.Parse(expected));

    [Theory]
    [InlineData(Ward.General)]
    [InlineData(Ward.Private)]
    public void Investigations_are_the_same_in_every_ward(Ward ward)
    {
        var range = CghsTariff.Applicable(Investigation, CityTier.I, true, false, ward);

        range.IsExact.ShouldBeTrue();
        range.High.ShouldBe(100);
    }

    [Fact]
    public void Unknowns_widen_the_range_to_the_highest_rate_that_could_apply()
    {
        var range = CghsTariff.Applicable(Package, null, null, null, null);

        range.High.ShouldBe(41745 * 1.05m);
        range.Low.ShouldBeLessThan(Package[CityTier.III, CghsColumn.NonNabh]);
        range.TierOfHigh.ShouldBe(CityTier.I);
        range.ColumnOfHigh.ShouldBe(CghsColumn.SuperSpeciality);
    }

    [Fact]
    public void Knowing_more_never_raises_the_highest_rate()
    {
        foreach (var rate in RateBook.Shipped.Cghs.Rates)
        {
            var open = CghsTariff.Applicable(rate, null, null, null, null).High;
            foreach (var tier in Enum.GetValues<CityTier>())
                CghsTariff.Applicable(rate, tier, true, null, Ward.SemiPrivate).High.ShouldBeLessThanOrEqualTo(open);
        }
    }

    [Fact]
    public void An_unverified_tier_is_never_disputed()
    {
        var rate = RateBook.Shipped.Cghs.Find("LB022")!;

        CghsTariff.Applicable(rate, CityTier.II, true, false, Ward.SemiPrivate).Disputable.ShouldBeFalse();
        CghsTariff.Applicable(rate, CityTier.I, true, false, Ward.SemiPrivate).Disputable.ShouldBeTrue();
    }
}
