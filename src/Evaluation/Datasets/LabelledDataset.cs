namespace MediAgents.Evaluation.Datasets;

/// <summary>
/// A classification set: csv with the header <c>id,text,label</c> (any order, further columns are ignored) or one JSON object with
/// those fields a line; either may be gzipped. UTF-8.
/// </summary>
/// <param name="Name">What to call the set, usually its file name.</param>
/// <param name="Cases">In file order; never empty, ids unique.</param>
public sealed record LabelledDataset(string Name, IReadOnlyList<LabelledCase> Cases)
{
    /// <summary>Longest text accepted, characters.</summary>
    public const int LongestText = 1_000_000;

    /// <summary>Reads a set whose labels must be among <paramref name="labels"/>.</summary>
    /// <exception cref="DatasetException">The file is missing, empty or wrong; the message names line and field.</exception>
    public static LabelledDataset Read(string path, IReadOnlyCollection<string> labels)
    {
        var name = Path.GetFileName(path);
        using var reader = DatasetFile.Open(path);
        var cases = DatasetFile.IsJsonLines(path) ? FromJsonLines(reader, name) : FromCsv(reader, name);
        return Check(name, cases, labels);
    }

    private static LabelledDataset Check(string name, IEnumerable<LabelledCase> cases, IReadOnlyCollection<string> labels)
    {
        var all = new List<LabelledCase>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in cases)
        {
            if (!ids.Add(one.Id))
                throw new DatasetException(name, one.Line, "id", $"'{one.Id}' stands twice");
            if (string.IsNullOrWhiteSpace(one.Text))
                throw new DatasetException(name, one.Line, "text", "is empty");
            if (one.Text.Length > LongestText)
                throw new DatasetException(name, one.Line, "text", $"is longer than {LongestText} characters");
            if (!labels.Contains(one.Label))
                throw new DatasetException(name, one.Line, "label", $"'{one.Label}' is none of {string.Join(", ", labels)}");
            all.Add(one);
        }

        return all.Count > 0 ? new LabelledDataset(name, all) : throw new DatasetException(name, 0, "file", "holds no case");
    }

    private static IEnumerable<LabelledCase> FromCsv(TextReader reader, string name)
    {
        Dictionary<string, int>? columns = null;
        foreach (var (cells, line) in CsvRows.Read(reader, name))
        {
            if (columns is null)
                columns = Columns(cells, name, line);
            else
                yield return new LabelledCase(Cell("id"), Cell("text"), Cell("label"), line);

            string Cell(string field) => columns[field] < cells.Count && cells[columns[field]].Trim() is { Length: > 0 } value
                ? value
                : throw new DatasetException(name, line, field, "is missing");
        }
    }

    private static Dictionary<string, int> Columns(IReadOnlyList<string> header, string name, long line)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Count; i++)
            columns.TryAdd(header[i].Trim().ToLowerInvariant(), i);
        foreach (var field in (string[])["id", "text", "label"])
        {
            if (!columns.ContainsKey(field))
                throw new DatasetException(name, line, field, "the header lacks this column");
        }

        return columns;
    }

    private static IEnumerable<LabelledCase> FromJsonLines(TextReader reader, string name)
    {
        foreach (var (row, line) in DatasetFile.Objects(reader, name))
        {
            using (row)
            {
                yield return new LabelledCase(
                    DatasetFile.Text(row.RootElement, "id", name, line),
                    DatasetFile.Text(row.RootElement, "text", name, line),
                    DatasetFile.Text(row.RootElement, "label", name, line),
                    line);
            }
        }
    }
}
