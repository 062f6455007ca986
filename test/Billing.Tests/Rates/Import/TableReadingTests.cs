using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Rates.Import;

public sealed class TableReadingTests
{
    [Fact]
    public void Services_have_a_figure_for_each_tier_and_column()
    {
        var table = (CghsTable)TestTables.Table(TableKind.Cghs);

        var scan = table.Find("ZT001").ShouldNotBeNull();
        scan[CityTier.I, CghsColumn.SuperSpeciality].ShouldBe(1150);
        scan[CityTier.III, CghsColumn.NonNabh].ShouldBe(680);
        scan.Wards.ShouldBeNull("the ward rule of the memorandum moves a list that prints the semi-private ward alone");
        table.Find("zt002")![CityTier.II, CghsColumn.SuperSpeciality].ShouldBe(172_500);
    }

    [Fact]
    public void A_tier_that_is_not_printed_never_disputes()
    {
        var table = (CghsTable)TestTables.Table(TableKind.Cghs, "code,name,city_tier,non_nabh,nabh\nA1,Moonlight scan,II,80,90\n");
        var rate = table.Rates.ShouldHaveSingleItem();

        CghsTariff.Applicable(rate, CityTier.II, true, false, Ward.SemiPrivate).ShouldSatisfyAllConditions(
            range => range.High.ShouldBe(90), range => range.Disputable.ShouldBeTrue());
        CghsTariff.Applicable(rate, CityTier.I, true, false, Ward.SemiPrivate).Disputable.ShouldBeFalse();
        CghsTariff.Applicable(rate, null, true, false, Ward.SemiPrivate).Disputable.ShouldBeFalse();
    }

    [Fact]
    public void Figures_printed_by_ward_are_taken_as_printed_and_a_ward_that_is_not_never_disputes()
    {
        var table = (CghsTable)TestTables.Table(TableKind.Cghs, "code,name,class,ward,non_nabh,nabh\nA1,Moonlight repair,package,general,90,100\nA1,Moonlight repair,package,semi-private,110,120\n");
        var rate = table.Rates.ShouldHaveSingleItem();

        CghsTariff.Applicable(rate, CityTier.I, true, false, Ward.General).ShouldBe(new RateRange(100, 100, CityTier.I, CghsColumn.Nabh, true));
        CghsTariff.Applicable(rate, CityTier.I, true, false, Ward.SemiPrivate).High.ShouldBe(120);
        CghsTariff.Applicable(rate, CityTier.I, true, false, Ward.Private).Disputable.ShouldBeFalse();
        CghsTariff.Applicable(rate, CityTier.I, true, false, null).Disputable.ShouldBeFalse();
    }

    [Fact]
    public void The_ward_rule_of_2025_is_not_put_on_an_older_list()
    {
        var older = ((CghsTable)TestTables.Table(TableKind.Cghs, "code,name,class,non_nabh,nabh\nA1,Moonlight repair,package,90,100\n", "2014-10-01")).Rates[0];

        CghsTariff.Applicable(older, CityTier.I, true, false, Ward.SemiPrivate).Disputable.ShouldBeTrue();
        CghsTariff.Applicable(older, CityTier.I, true, false, Ward.Private).Disputable.ShouldBeFalse();
    }

    [Fact]
    public void Esi_rates_without_a_ward_are_for_every_ward()
    {
        var rate = ((CghsTable)TestTables.Table(TableKind.Esi)).Rates[0];

        foreach (var ward in Enum.GetValues<Ward>())
            CghsTariff.Applicable(rate, null, null, null, ward).ShouldSatisfyAllConditions(range => range.High.ShouldBe(500), range => range.Disputable.ShouldBeTrue());
    }

    [Fact]
    public void A_package_that_an_implant_comes_to_never_disputes_and_one_without_a_price_is_set_aside()
    {
        var reading = TestTables.Read(TableKind.Pmjay, TestTables.Pmjay);
        var table = (CghsTable)reading.Table!;

        table.Find("PX1A")!.IsUnverified(CityTier.I).ShouldBeFalse();
        table.Find("PX1B")!.IsUnverified(CityTier.I).ShouldBeTrue();
        reading.SetAside.ShouldHaveSingleItem().ShouldSatisfyAllConditions(row => row.Line.ShouldBe(4), row => row.Reason.ShouldBe("no price is printed"));
    }

    [Fact]
    public void Ceilings_carry_unit_notification_and_date()
    {
        var table = (NppaTable)TestTables.Table(TableKind.Nppa);

        table.Ceilings[1].ShouldBe(new NppaCeiling("Lunamol", "Injection 10 mg/ml", "ml", "", 4.50m, "77(E)", new(2025, 3, 30)));
    }

    [Fact]
    public void Strength_and_form_may_stand_in_columns_of_their_own()
    {
        var table = (NppaTable)TestTables.Table(TableKind.Nppa, "medicine,strength,dosage_form,unit,pack,ceiling\nLunamol,500 mg,Tablet,tab,,2\nLunamol,1 g,Injection,vial,10 ml,20\n");

        table.Ceilings[0].ShouldSatisfyAllConditions(row => row.Formulation.ShouldBe("Tablet 500 mg"), row => row.Unit.ShouldBe("tablet"));
        table.Ceilings[1].ShouldSatisfyAllConditions(row => row.Unit.ShouldBe("pack"), row => row.Pack.ShouldBe("10 ml"));
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("")]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing(string mark) =>
        ((NonPayableTable)TestTables.Table(TableKind.Irdai, mark + TestTables.Irdai.Replace("\n", "\r\n"))).Items.Count.ShouldBe(2);

    [Fact]
    public void Hindi_names_survive() =>
        TestTables.Table(TableKind.Irdai, "list,number,item\nI,1,चाँद का दीपक\n").Entries[0].Name.ShouldBe("चाँद का दीपक");
}
