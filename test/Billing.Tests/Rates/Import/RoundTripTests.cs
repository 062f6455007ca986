using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Import;
using MediAgents.Billing.Rates.Library;

namespace MediAgents.Billing.Tests.Rates.Import;

public sealed class RoundTripTests
{
    private static readonly string[] Names = ["Scan", "Bath, warm", "\"Panel\" of stars", "चाँद", "Größe 10 x 20", "A;B|C", "=SUM(1)", "-dash", "#1"];

    [Theory]
    [InlineData(TableKind.Cghs)]
    [InlineData(TableKind.Esi)]
    [InlineData(TableKind.Pmjay)]
    [InlineData(TableKind.Nppa)]
    [InlineData(TableKind.Irdai)]
    [InlineData(TableKind.Janaushadhi)]
    [InlineData(TableKind.EsiNonPayable)]
    [InlineData(TableKind.Wpi)]
    public void What_is_exported_imports_as_the_same_table(TableKind kind) => ShouldSurvive(TestTables.Table(kind));

    [Fact]
    public void The_shipped_tables_can_be_exported_and_imported()
    {
        ShouldSurvive(RateBook.Shipped.Cghs, "2025-10-13");
        ShouldSurvive(RateBook.Shipped.NonPayable);
        ShouldSurvive(RateBook.Shipped.JanAushadhi);
    }

    [Fact]
    public void Any_table_of_services_comes_through_import_and_export_unchanged() => Check.QuickThrowOnFailure(Prop.ForAll<int, int>((seed, size) =>
        {
            var random = new Random(seed);
            var csv = new StringBuilder("code,name,specialty,class,city_tier,ward,non_nabh,nabh,super_speciality,provenance\n");
            for (var i = 0; i <= Math.Abs(size % 20); i++)
            {
                var name = Names[random.Next(Names.Length)].Replace("\"", "\"\"");
                foreach (var tier in new[] { "I", "II", "III" }.Where(_ => random.Next(4) > 0).DefaultIfEmpty("II"))
                {
                    foreach (var ward in new[] { "general", "semi_private", "private" }.Where(_ => random.Next(3) > 0).DefaultIfEmpty("semi_private"))
                        csv.Append(CultureInfo.InvariantCulture, $"K{i},\"{name}\",\"{name}\",,{tier},{ward},{Rate()},{Rate()},{Rate()},{(random.Next(5) == 0 ? "unverified" : "printed")}\n");
                }
            }

            ShouldSurvive(TestTables.Table(TableKind.Cghs, csv.ToString()));

            string Rate() => (random.Next(1, 10_000_000) / 100m).ToString(CultureInfo.InvariantCulture);
        }));

    private static void ShouldSurvive(IRateTable table, string from = "2026-04-01")
    {
        var again = TestTables.Table(table.Kind, TableCsvWriter.Write(table), from);

        TableDiff.Of(table, again).IsEmpty.ShouldBeTrue(TableCsvWriter.Write(table));
        again.Entries.Count.ShouldBe(table.Entries.Count);
        TableCsvWriter.Write(again).ShouldBe(TableCsvWriter.Write(table));
    }
}
