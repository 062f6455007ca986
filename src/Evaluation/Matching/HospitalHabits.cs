using MediAgents.Evaluation.Datasets;

namespace MediAgents.Evaluation.Matching;

/// <summary>What a hospital may do to a name of the tariff before it prints it.</summary>
internal enum Step
{
    /// <summary>A word or phrase becomes its short form, or another word for the same.</summary>
    Abbreviate,
    /// <summary>"Long Form (LF)" becomes "LF".</summary>
    Acronym,
    Drop,
    Misspell,
    Reorder,
    /// <summary>Words of the bill around the name: "LAB - ", "charges".</summary>
    Habit,
}

/// <summary>
/// One half's tables of how hospitals rephrase the tariff's names: <c>abbreviations.csv misspellings.csv dropped.csv habits.csv mix.csv</c>
/// of a folder.
/// </summary>
internal sealed class HospitalHabits
{
    private HospitalHabits(
        IReadOnlyList<(string[] Printed, string Shortened)> abbreviations,
        IReadOnlyList<(string Letters, string Written)> misspellings,
        HashSet<string> dropped,
        IReadOnlyList<(string Before, string After)> frames,
        IReadOnlyList<(Step Step, int Share)> mix)
    {
        Abbreviations = abbreviations;
        Misspellings = misspellings;
        Dropped = dropped;
        Frames = frames;
        Mix = mix;
        ReadingsOf = abbreviations.ToLookup(pair => pair.Shortened, pair => pair.Printed, StringComparer.Ordinal);
    }

    public IReadOnlyList<(string[] Printed, string Shortened)> Abbreviations { get; }

    /// <summary>All that a short form may stand for.</summary>
    public ILookup<string, string[]> ReadingsOf { get; }

    public IReadOnlyList<(string Letters, string Written)> Misspellings { get; }

    /// <summary>Words that are left out sooner than others.</summary>
    public HashSet<string> Dropped { get; }

    public IReadOnlyList<(string Before, string After)> Frames { get; }

    /// <summary>How often each step is taken, in parts of the sum of all shares.</summary>
    public IReadOnlyList<(Step Step, int Share)> Mix { get; }

    /// <exception cref="DatasetException">A table is missing or has a bad row; the message names file, line and field.</exception>
    public static HospitalHabits Read(string folder)
    {
        var abbreviations = Pairs(folder, "abbreviations.csv", "printed", "shortened").Select(row => (row.First.Split(' '), row.Second));
        var misspellings = Pairs(folder, "misspellings.csv", "letters", "written").Select(row => (row.First, row.Second));
        var frames = Pairs(folder, "habits.csv", "before", "after").Select(row => (row.First, row.Second));
        var mix = Pairs(folder, "mix.csv", "step", "share").Select(row => (
            Enum.TryParse<Step>(row.First, ignoreCase: true, out var step) ? step : throw new DatasetException("mix.csv", row.Line, "step", "is no step"),
            int.TryParse(row.Second, out var share) && share > 0 ? share : throw new DatasetException("mix.csv", row.Line, "share", "is no number above 0")));
        var dropped = Table(folder, "dropped.csv", ["word"]).Select(row => row.Cells[0]);
        return new([.. abbreviations], [.. misspellings], [.. dropped], [.. frames], [.. mix]);
    }

    private static IEnumerable<(string First, string Second, long Line)> Pairs(string folder, string file, string first, string second) =>
        Table(folder, file, [first, second]).Select(row => (row.Cells[0], row.Cells[1], row.Line));

    internal static IEnumerable<(IReadOnlyList<string> Cells, long Line)> Table(string folder, string file, string[] head)
    {
        using var reader = DatasetFile.Open(Path.Combine(folder, file));
        var rows = CsvRows.Read(reader, file).ToList();
        if (rows.Count == 0 || !rows[0].Cells.SequenceEqual(head, StringComparer.Ordinal))
            throw new DatasetException(file, 1, "header", $"is not {string.Join(',', head)}");
        foreach (var (cells, line) in rows.Skip(1))
        {
            if (cells.Count != head.Length)
                throw new DatasetException(file, line, "line", $"has {cells.Count} fields instead of {head.Length}");
        }

        return rows.Skip(1);
    }
}
