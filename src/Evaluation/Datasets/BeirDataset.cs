using System.Globalization;

namespace MediAgents.Evaluation.Datasets;

public sealed record BeirDocument(string Id, string Title, string Text);

public sealed record BeirQuery(string Id, string Text);

/// <summary>
/// A retrieval set in BEIR form: corpus as jsonl <c>_id,title,text</c>, queries as jsonl <c>_id,text</c>, judgements as tsv with the
/// header <c>query-id corpus-id score</c>; each may be gzipped.
/// </summary>
/// <param name="Corpus">The documents, ids unique.</param>
/// <param name="Queries">The queries, ids unique.</param>
/// <param name="Relevance">Query id to document id to relevance (0 irrelevant, higher is better).</param>
public sealed record BeirDataset(
    IReadOnlyList<BeirDocument> Corpus,
    IReadOnlyList<BeirQuery> Queries,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Relevance)
{
    /// <exception cref="DatasetException">A file is missing, empty or wrong, or judges an unknown query.</exception>
    public static BeirDataset Read(string corpus, string queries, string judgements)
    {
        var documents = ReadRows(corpus, (row, name, line) => new BeirDocument(
            DatasetFile.Text(row, "_id", name, line),
            row.TryGetProperty("title", out _) ? DatasetFile.Text(row, "title", name, line) : "",
            DatasetFile.Text(row, "text", name, line)), d => d.Id);
        return Read(documents, queries, judgements);
    }

    /// <summary>As <see cref="Read(string,string,string)"/>, over a corpus that is no file.</summary>
    /// <exception cref="DatasetException">A file is missing, empty or wrong, or judges an unknown query.</exception>
    public static BeirDataset Read(IReadOnlyList<BeirDocument> corpus, string queries, string judgements)
    {
        var questions = ReadQueries(queries);
        return new BeirDataset(corpus, questions, ReadJudgements(judgements, questions.Select(q => q.Id).ToHashSet(StringComparer.Ordinal)));
    }

    /// <summary>Queries alone: jsonl <c>_id,text</c>.</summary>
    /// <exception cref="DatasetException">The file is missing, empty or wrong.</exception>
    public static IReadOnlyList<BeirQuery> ReadQueries(string path) => ReadRows(path, (row, name, line) =>
        new BeirQuery(DatasetFile.Text(row, "_id", name, line), DatasetFile.Text(row, "text", name, line)), q => q.Id);

    private static List<T> ReadRows<T>(string path, Func<System.Text.Json.JsonElement, string, long, T> rowOf, Func<T, string> idOf)
    {
        var name = Path.GetFileName(path);
        using var reader = DatasetFile.Open(path);
        var rows = new List<T>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (row, line) in DatasetFile.Objects(reader, name))
        {
            using (row)
            {
                var one = rowOf(row.RootElement, name, line);
                if (!ids.Add(idOf(one)))
                    throw new DatasetException(name, line, "_id", $"'{idOf(one)}' stands twice");
                rows.Add(one);
            }
        }

        return rows.Count > 0 ? rows : throw new DatasetException(name, 0, "file", "is empty");
    }

    private static Dictionary<string, IReadOnlyDictionary<string, int>> ReadJudgements(string path, HashSet<string> queries)
    {
        var name = Path.GetFileName(path);
        using var reader = DatasetFile.Open(path);
        var header = reader.ReadLine()?.Split('\t', StringSplitOptions.TrimEntries);
        if (header is not ["query-id", "corpus-id", "score", ..])
            throw new DatasetException(name, 1, "header", "must be query-id, corpus-id, score, separated by tabs");

        var relevance = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        for (var line = 2L; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            var cells = text.Split('\t', StringSplitOptions.TrimEntries);
            if (cells.Length < 3)
                throw new DatasetException(name, line, "line", "needs three fields separated by tabs");
            if (!queries.Contains(cells[0]))
                throw new DatasetException(name, line, "query-id", $"'{cells[0]}' is no query of the set");
            if (!int.TryParse(cells[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out var score) || score is < -10 or > 100)
                throw new DatasetException(name, line, "score", $"'{cells[2]}' is no whole number in -10..100");
            if (!relevance.TryGetValue(cells[0], out var judged))
                relevance.Add(cells[0], judged = new Dictionary<string, int>(StringComparer.Ordinal));
            judged[cells[1]] = score;
        }

        return relevance.ToDictionary(r => r.Key, r => (IReadOnlyDictionary<string, int>)r.Value, StringComparer.Ordinal);
    }
}
