using System.Globalization;
using System.Text.Json;
using MediAgents.Evaluation.Datasets;
using MediAgents.Primitives;

namespace MediAgents.Evaluation.Bills.Sets;

/// <summary>One author's set in <c>evals/bills</c>: wordings, words and layouts from which bills are made.</summary>
public sealed record BillSet(
    string Name,
    IReadOnlyList<ServiceWording> Services,
    IReadOnlyList<MedicineWording> Medicines,
    IReadOnlyDictionary<string, BillWords> Words,
    IReadOnlyList<BillLayout> Layouts)
{
    public static IReadOnlyList<string> Languages { get; } = ["english", "hindi", "bengali", "tamil"];

    public static IReadOnlyList<string> Halves { get; } = ["dev", "held"];

    /// <summary>The day on which all made bills are audited.</summary>
    public static DateOnly Today { get; } = new(2026, 11, 20);

    /// <summary>The sets of a half, by name.</summary>
    /// <param name="root">The folder <c>evals/bills</c>.</param>
    /// <param name="half"><c>dev</c> or <c>held</c>.</param>
    /// <exception cref="DatasetException">There is none, or a file of one is missing or cannot be read.</exception>
    public static IReadOnlyList<BillSet> Load(string root, string half)
    {
        var folder = new DirectoryInfo(Path.Combine(root, half));
        IReadOnlyList<BillSet> sets = folder.Exists ? [.. folder.EnumerateDirectories().OrderBy(set => set.Name, StringComparer.Ordinal).Select(set => Read(set.FullName))] : [];
        return sets.Count > 0 ? sets : throw new DatasetException(folder.FullName, 0, "folder", "holds no set of wordings, words and layouts.");
    }

    private static BillSet Read(string folder) =>
        new(
            Path.GetFileName(folder),
            Rows(folder, "services.csv", row => new ServiceWording(
                row("code").Split('/', StringSplitOptions.RemoveEmptyEntries), row("irdai"), Kind(row("kind")), Number(row("low")), Number(row("high")), row("section"), Names(row))),
            Rows(folder, "medicines.csv", row => new MedicineWording(
                row("molecule"), row("formulation"), row("nppa_pack"), Number(row("contains")), row("pack"), Names(row))),
            ReadWords(folder),
            ReadJson<List<BillLayout>>(folder, "layouts.json").ConvertAll(layout => layout with { Template = Path.Combine(folder, layout.Template) }));

    private static List<T> Rows<T>(string folder, string file, Func<Func<string, string>, T> read)
    {
        var path = Path.Combine(folder, file);
        using var reader = DatasetFile.Open(path);
        var rows = new List<T>();
        IReadOnlyList<string>? head = null;
        foreach (var (cells, line) in CsvRows.Read(reader, file))
        {
            if (head is null)
            {
                head = cells;
                continue;
            }

            if (cells.Count != head.Count)
                throw new DatasetException(file, line, "row", $"has {cells.Count} cells, its head {head.Count}.");
            try
            {
                rows.Add(read(column => cells[head.ToList().IndexOf(column)].Trim()));
            }
            catch (Exception broken) when (broken is FormatException or ArgumentException)
            {
                throw new DatasetException(file, line, "row", broken.Message);
            }
        }

        return rows;
    }

    private static Dictionary<string, IReadOnlyList<string>> Names(Func<string, string> row) => Languages.ToDictionary(
        language => language,
        language => (IReadOnlyList<string>)row(language).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        StringComparer.Ordinal);

    private static ServiceKind Kind(string word) => Enum.Parse<ServiceKind>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static decimal Number(string text) => text.Length == 0 ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<string, BillWords> ReadWords(string folder) =>
        ReadJson<Dictionary<string, Dictionary<string, JsonElement>>>(folder, "words.json").ToDictionary(
            language => language.Key,
            language => new BillWords(
                language.Value.Where(entry => entry.Value.ValueKind == JsonValueKind.String).ToDictionary(entry => entry.Key, entry => entry.Value.GetString()!),
                List(language.Value, "hospitals"),
                List(language.Value, "patients"),
                List(language.Value, "doctors"),
                List(language.Value, "months")),
            StringComparer.Ordinal);

    private static List<string> List(Dictionary<string, JsonElement> words, string key) => [.. words[key].EnumerateArray().Select(word => word.GetString()!)];

    private static T ReadJson<T>(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), WireJson.Options)!;
        }
        catch (Exception broken) when (broken is JsonException or IOException)
        {
            throw new DatasetException(path, 0, "file", broken.Message);
        }
    }
}
