using MediAgents.Clinical.Extraction;

namespace MediAgents.Clinical.Tests.Extraction;

/// <summary>
/// An invented document and what a careful reader would note of it. The notes are lines
/// <c>type | date | words of the title, alternatives parted by strokes | details</c>; <c>optional</c> may be found or not.
/// </summary>
public sealed record Sample(string Name, IReadOnlyList<string> Pages, IReadOnlyList<ExpectedEvent> Expected)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Extraction", "Samples");

    /// <summary>When every sample came in.</summary>
    public static DateOnly Received { get; } = new(2025, 12, 1);

    /// <summary>Written before there was a rule; see the README beside the samples.</summary>
    public static IReadOnlyList<Sample> BeforeRules { get; } = Load(nameof(BeforeRules));

    public static IReadOnlyList<Sample> AfterRules { get; } = Load(nameof(AfterRules));

    public IReadOnlyList<ExtractedEvent> Extract() => EventExtractor.Extract(Pages, Received);

    public override string ToString() => Name;

    private static List<Sample> Load(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.txt")
            .Where(path => !path.EndsWith(".expected.txt", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new Sample(
                Path.GetFileNameWithoutExtension(path),
                File.ReadAllText(path).Split('\f'),
                [.. File.ReadLines(Path.ChangeExtension(path, ".expected.txt")).Where(line => line.Length > 0).Select(ExpectedEvent.Parse)])),
    ];
}

/// <summary>One event that a reader would note.</summary>
public sealed record ExpectedEvent(string Type, string Date, string Title, IReadOnlyList<string> Details, bool Optional)
{
    public static ExpectedEvent Parse(string line)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        return new ExpectedEvent(
            parts[0],
            parts[1],
            parts[2],
            parts.Length > 3 ? parts[3].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [],
            parts.Length > 4 && parts[4] == "optional");
    }

    /// <summary>Whether type, date and title agree.</summary>
    public bool IsMetBy(ExtractedEvent found) =>
        Plain(found.Type.ToString()) == Plain(Type)
        && found.Date.ToString() == Date
        && (Title == "*" || Title.Split('/').Any(word => $"{found.Title} {found.Description}".Contains(word.Trim(), StringComparison.OrdinalIgnoreCase)));

    /// <summary>The details that an event lacks.</summary>
    public IEnumerable<string> MissingIn(ExtractedEvent found) => Details.Where(detail => !Has(found, detail));

    private static bool Has(ExtractedEvent found, string detail)
    {
        if (detail.StartsWith("until ", StringComparison.Ordinal))
            return found.Ended?.ToString() == detail["until ".Length..];
        if (detail.Split('=', 2) is [var name, var value])
            return found.Measurements.Any(one => one.Name.Contains(name, StringComparison.OrdinalIgnoreCase) && IsValue(one, value));
        return Plain($"{found.Title} {found.Description}").Contains(Plain(detail), StringComparison.Ordinal);
    }

    private static bool IsValue(ExtractedMeasurement measured, string value)
    {
        if (value.StartsWith('"'))
            return measured.Text.Equals(value.Trim('"'), StringComparison.OrdinalIgnoreCase);
        var parts = value.Split(' ');
        return measured.Value == decimal.Parse(parts[0]) && parts.Skip(1).All(part => part == measured.Unit || part == measured.Flag);
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
