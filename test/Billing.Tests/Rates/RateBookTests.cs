using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Rates;

public sealed class RateBookTests
{
    private static readonly RateBook Book = RateBook.Shipped;

    [Fact]
    public void Every_table_names_its_authority_document_and_version() =>
        Book.Versions.ShouldAllBe(version => version.Authority.Length > 0 && version.Document.Length > 0 && version.Version.Length > 0);

    [Theory]
    [InlineData("2025-10-12", false)]
    [InlineData("2025-10-13", true)]
    [InlineData("2026-05-01", true)]
    public void Cghs_rates_hold_from_13_october_2025(string day, bool holds) =>
        (Book.CghsOn(DateOnly.Parse(day)) is not null).ShouldBe(holds);

    [Theory]
    [InlineData("2022-03-31", false)]
    [InlineData("2022-04-01", true)]
    [InlineData("2026-03-31", true)]
    [InlineData("2026-04-01", false)]
    public void Ceilings_hold_while_the_index_of_the_year_is_loaded(string day, bool holds) =>
        (Book.NppaOn(DateOnly.Parse(day)) is not null).ShouldBe(holds);

    [Fact]
    public void A_ceiling_moves_with_each_notified_index()
    {
        var ceiling = Book.Nppa.Ceilings.First(row => row is { Molecule: "Paracetamol", Formulation: "Tablet 500 mg" });
        var nppa = Book.Nppa;

        ceiling.CeilingInr.ShouldBe(1.01m);
        nppa.CeilingOn(ceiling, new(2022, 6, 1)).ShouldBe(1.01m);
        nppa.CeilingOn(ceiling, new(2023, 4, 1)).ShouldBe(1.01m * 1.121218m);
        nppa.CeilingOn(ceiling, new(2024, 4, 1)).ShouldBe(1.01m * 1.121218m * 1.0000551m);
        nppa.CeilingOn(ceiling, new(2025, 4, 1)).ShouldBe(1.01m * 1.121218m * 1.0000551m * 1.0174028m);
        nppa.CeilingOn(ceiling, new(2026, 4, 1)).ShouldBeNull();
    }

    [Fact]
    public void Rows_are_as_published()
    {
        Book.Cghs.Rates.Count.ShouldBe(1992);
        var consultation = Book.Cghs.Find("CN001")!;
        consultation[CityTier.III, CghsColumn.NonNabh].ShouldBe(350);
        Book.Cghs.Find("AG094")![CityTier.I, CghsColumn.SuperSpeciality].ShouldBe(41745);
        Book.NonPayable.Items.Count.ShouldBe(146);
        Book.Cghs.Rates.Sum(rate => rate.Unverified.Count(unverified => unverified)).ShouldBe(72);
    }

    [Fact]
    public void Damaged_rows_are_set_aside_with_a_reason()
    {
        RateBook.SetAside.ShouldAllBe(row => row.Reason.Length > 0);
        RateBook.SetAside.Count(row => row.List == "CGHS").ShouldBe(4);
        Book.Nppa.Ceilings.ShouldNotContain(ceiling => ceiling.Molecule == "Sodium thiosulphate" && ceiling.Formulation.Contains("Tablet"));
        Book.Nppa.Ceilings.ShouldAllBe(ceiling => ceiling.Unit.Length > 0 && ceiling.CeilingInr > 0);
    }

    [Fact]
    public void No_name_appears_twice_under_one_code() =>
        Book.Cghs.Rates.Select(rate => rate.Code).ShouldBeUnique();
}
