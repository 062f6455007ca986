using System.Security.Cryptography;
using System.Text;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Library;

namespace MediAgents.Billing.Tests.Rates.Library;

public sealed class RateLibraryTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mediagents-rates-");
    private readonly RateLibrary library;

    public RateLibraryTests() => library = new(Path.Combine(folder.FullName, "data", "rates"), TimeProvider.System);

    private string RatesFolder => Path.Combine(folder.FullName, "data", "rates");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Without_imports_there_are_the_shipped_tables_and_no_folder_is_made()
    {
        library.Book().ShouldBeSameAs(RateBook.Shipped);
        library.List().ShouldBeEmpty();
        Directory.Exists(RatesFolder).ShouldBeFalse();
    }

    [Theory]
    [InlineData(TableKind.Cghs)]
    [InlineData(TableKind.Esi)]
    [InlineData(TableKind.Pmjay)]
    [InlineData(TableKind.Nppa)]
    [InlineData(TableKind.Irdai)]
    [InlineData(TableKind.Janaushadhi)]
    [InlineData(TableKind.EsiNonPayable)]
    [InlineData(TableKind.Wpi)]
    public void A_table_is_kept_with_its_manifest_and_another_process_finds_it(TableKind kind)
    {
        var before = TimeProvider.System.GetUtcNow();

        var imported = Import(kind, TestTables.Of(kind), "2026-04-01", "2027-03-31", "Circular 7 of the moon");

        var other = new RateLibrary(Path.Combine(folder.FullName, "data", "rates"), TimeProvider.System);
        var manifest = other.List().ShouldHaveSingleItem();
        manifest.ShouldBe(imported.Manifest with { ImportedAt = manifest.ImportedAt });
        manifest.ImportedAt.ShouldBe(imported.Manifest.ImportedAt, TimeSpan.FromMilliseconds(1));
        manifest.ImportedAt.ShouldBeGreaterThanOrEqualTo(before.AddMilliseconds(-1));
        manifest.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TestTables.Of(kind)))));
        (manifest.ValidFrom, manifest.ValidTo, manifest.Source).ShouldBe((new DateOnly(2026, 4, 1), new DateOnly(2027, 3, 31), "Circular 7 of the moon"));
        other.Book().EditionOn(kind, new(2026, 4, 1)).ShouldNotBeNull().Version.Document.ShouldBe("Circular 7 of the moon");
        File.ReadAllLines(Path.Combine(RatesFolder, manifest.Name, "set-aside.csv")).Length.ShouldBe(manifest.SetAside + 1);
    }

    [Fact]
    public void A_file_with_a_fault_leaves_nothing_behind()
    {
        Import(TableKind.Irdai, TestTables.Irdai);
        var files = Files();

        var refused = Should.Throw<RateTableException>(() => Import(TableKind.Cghs, TestTables.Cghs.Replace("765", "-765")));

        refused.Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("line 3, column 5 (non_nabh)");
        Files().ShouldBe(files);
        library.Book().CghsOn(new(2026, 5, 1)).ShouldBeSameAs(RateBook.Shipped.Cghs);
    }

    [Theory]
    [InlineData("2026-04-01", null, "2026-04-01", null)]
    [InlineData("2026-04-01", "2026-09-30", "2026-09-30", null)]
    [InlineData("2026-04-01", "2026-09-30", "2026-06-01", "2026-07-31")]
    [InlineData("2026-04-01", "2026-09-30", "2026-01-01", "2026-04-01")]
    public void Overlapping_days_are_refused_whichever_comes_first(string from, string? to, string otherFrom, string? otherTo)
    {
        Import(TableKind.Esi, TestTables.Esi, from, to);

        Should.Throw<RateTableException>(() => Import(TableKind.Esi, TestTables.Esi, otherFrom, otherTo)).Message.ShouldContain("overlap");

        library.List().ShouldHaveSingleItem();
        Import(TableKind.Irdai, TestTables.Irdai, otherFrom, otherTo).Manifest.Name.ShouldBe($"irdai-{otherFrom}", "another list is no overlap");
    }

    [Theory]
    [InlineData("2026-04-01", null, "2026-09-01", null)]
    [InlineData("2026-09-01", null, "2026-04-01", null)]
    [InlineData("2026-04-01", "2026-08-31", "2026-09-01", "2026-12-31")]
    public void An_open_end_reaches_to_the_next_table(string from, string? to, string otherFrom, string? otherTo)
    {
        Import(TableKind.Esi, TestTables.Esi, from, to);
        Import(TableKind.Esi, TestTables.Esi, otherFrom, otherTo);

        var book = library.Book();
        book.ServicesOn(TableKind.Esi, new(2026, 3, 31)).ShouldBeNull();
        book.ServicesOn(TableKind.Esi, new(2026, 8, 31))!.Version.ValidFrom.ShouldBe(new DateOnly(2026, 4, 1));
        book.ServicesOn(TableKind.Esi, new(2026, 9, 1))!.Version.ValidFrom.ShouldBe(new DateOnly(2026, 9, 1));
    }

    [Fact]
    public void A_running_process_sees_what_is_imported_and_removed_meanwhile()
    {
        var running = new RateLibrary(Path.Combine(folder.FullName, "data", "rates"), TimeProvider.System);
        running.Book().ServicesOn(TableKind.Esi, new(2026, 5, 1)).ShouldBeNull();

        Import(TableKind.Esi, TestTables.Esi);
        var book = running.Book();
        book.ServicesOn(TableKind.Esi, new(2026, 5, 1)).ShouldNotBeNull();
        running.Book().ShouldBeSameAs(book, "what did not change is not read again");

        library.Remove("esi-2026-04-01");
        running.Book().ServicesOn(TableKind.Esi, new(2026, 5, 1)).ShouldBeNull();
        Directory.GetDirectories(RatesFolder).ShouldBeEmpty();
    }

    [Fact]
    public void A_table_that_was_changed_is_not_used_and_named()
    {
        Import(TableKind.Esi, TestTables.Esi);
        File.AppendAllText(Path.Combine(RatesFolder, "esi-2026-04-01", "table.csv"), "E-3,Comet bath,1\n");

        Should.Throw<RateTableException>(library.Book).Message.ShouldContain("esi-2026-04-01");

        library.Remove("esi-2026-04-01");
        library.Book().ShouldBeSameAs(RateBook.Shipped);
    }

    [Fact]
    public void What_a_killed_import_left_is_no_table_and_goes_with_the_next()
    {
        Import(TableKind.Esi, TestTables.Esi);
        var left = Directory.CreateDirectory(Path.Combine(RatesFolder, ".import-cghs-2026-04-01"));
        File.WriteAllText(Path.Combine(left.FullName, "table.csv"), "code");

        library.List().ShouldHaveSingleItem();
        Import(TableKind.Cghs, TestTables.Cghs);

        library.List().Count.ShouldBe(2);
        Directory.Exists(left.FullName).ShouldBeFalse();
    }

    [Fact]
    public void Imports_at_the_same_time_give_one_table_or_a_sentence()
    {
        Import(TableKind.Irdai, TestTables.Irdai);
        var outcomes = new System.Collections.Concurrent.ConcurrentBag<bool>();

        Parallel.For(0, 8, _ =>
        {
            try
            {
                Import(TableKind.Esi, TestTables.Esi);
                outcomes.Add(true);
            }
            catch (RateTableException)
            {
                outcomes.Add(false);
            }
        });

        outcomes.Count(done => done).ShouldBe(1);
        library.List().Count.ShouldBe(2);
        library.Book().ServicesOn(TableKind.Esi, new(2026, 5, 1)).ShouldNotBeNull();
    }

    [Fact]
    public void A_pmjay_version_has_an_end_or_is_not_imported()
    {
        Should.Throw<RateTableException>(() => Import(TableKind.Pmjay, TestTables.Pmjay, "2025-04-01")).Message.ShouldContain("--valid-to");
        library.List().ShouldBeEmpty();

        Import(TableKind.Pmjay, TestTables.Pmjay, "2026-04-01", "2027-03-31");
        Import(TableKind.Pmjay, TestTables.Pmjay, "2025-04-01").Manifest.ValidTo.ShouldBe(new DateOnly(2026, 3, 31));

        library.Remove("pmjay-2026-04-01");
        library.Book().ServicesOn(TableKind.Pmjay, new(2026, 3, 31)).ShouldNotBeNull();
        library.Book().ServicesOn(TableKind.Pmjay, new(2026, 4, 1)).ShouldBeNull("the end was taken from the version that followed");
    }

    [Fact]
    public void Days_the_wrong_way_round_absent_files_and_endless_ones_are_refused()
    {
        Should.Throw<RateTableException>(() => Import(TableKind.Esi, TestTables.Esi, "2026-04-01", "2026-03-31")).Message.ShouldContain("before the first");
        Should.Throw<RateTableException>(() => library.Import(new("absent.csv", TableKind.Esi, new(2026, 4, 1)))).Message.ShouldContain("absent.csv");
        Should.Throw<RateTableException>(() => library.Import(new(folder.FullName, TableKind.Esi, new(2026, 4, 1))));
        if (File.Exists("/dev/zero"))
            Should.Throw<RateTableException>(() => library.Import(new("/dev/zero", TableKind.Esi, new(2026, 4, 1)))).Message.ShouldContain("32 MB");
        Should.Throw<RateTableException>(() => library.Remove("../data")).Message.ShouldContain("no imported table");
        Directory.Exists(RatesFolder).ShouldBeFalse();
    }

    private Imported Import(TableKind kind, string csv, string from = "2026-04-01", string? to = null, string? source = null)
    {
        var file = Path.Combine(folder.FullName, $"{kind}.csv");
        lock (folder)
            File.WriteAllText(file, csv);
        return library.Import(new(file, kind, DateOnly.Parse(from), to is null ? null : DateOnly.Parse(to), source));
    }

    private string[] Files() => [.. Directory.GetFileSystemEntries(RatesFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
