using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Import;
using MediAgents.Billing.Rates.Library;

namespace MediAgents.Cli.Rates;

/// <summary>Finds tables by what a command calls them: a name of <c>rates list</c>, or a file.</summary>
internal sealed class NamedTables(RateLibrary library)
{
    public static string NameOf(IRateTable shipped) => $"{shipped.Kind.Word()}-{shipped.Version.Version}";

    /// <exception cref="RateTableException">There is none of this name, or it cannot be used.</exception>
    public IRateTable Find(string name) =>
        Kept(name) ?? throw new RateTableException($"there is no table {name}; mediagents rates list shows which there are.");

    /// <summary>Two tables of one list. A file is read as the list of the other one, or as the one that is told.</summary>
    /// <exception cref="RateTableException">One cannot be found or read, or they are different lists.</exception>
    public (IRateTable Old, IRateTable New) Pair(string old, string now, TableKind? told)
    {
        var (before, after) = (Kept(old), Kept(now));
        var kind = told ?? before?.Kind ?? after?.Kind;
        before ??= ReadFile(old, kind);
        after ??= ReadFile(now, kind);
        return before.Kind == after.Kind ? (before, after) : throw new RateTableException($"{old} is a table of {before.Version.List}, {now} one of {after.Version.List}.");
    }

    private IRateTable? Kept(string name)
    {
        if (library.List().Any(manifest => manifest.Name == name))
            return library.Open(name).Table;
        return Enum.GetValues<TableKind>().SelectMany(RateBook.Shipped.EditionsOf).Select(edition => edition.Table)
            .FirstOrDefault(table => string.Equals(NameOf(table), name, StringComparison.OrdinalIgnoreCase));
    }

    private static IRateTable ReadFile(string path, TableKind? kind)
    {
        if (!File.Exists(path))
            throw new RateTableException($"{path} is neither a table of rates list nor a file.");
        if (kind is not { } list)
            throw new RateTableException("two files say not which list they are; add --table.");
        // A file that is not imported has no days yet; its figures are read as those of a table from now on.
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        var reading = TableReading.Of(TableFile.Read(path), list, new(list.List(), Path.GetFileName(path), today, null, list.Authority(), Path.GetFileName(path)));
        return reading.Table ?? throw new RateTableException($"{Path.GetFileName(path)}: it cannot be read as a table of {list.List()}.", reading.Problems, reading.ProblemCount);
    }
}
