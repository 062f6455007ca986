using System.Text;

namespace MediAgents.Evaluation.Datasets;

/// <summary>The rows of a csv file as RFC 4180 has them: commas, double quotes, quoted fields may hold line breaks.</summary>
internal static class CsvRows
{
    /// <summary>Each row that is not blank, with the line it begins on, from 1.</summary>
    /// <exception cref="DatasetException">A quote is never closed.</exception>
    public static IEnumerable<(IReadOnlyList<string> Cells, long Line)> Read(TextReader reader, string name)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, begun) = (1L, 1L);
        var quoted = false;
        for (var c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (c == '\n')
                line++;
            if (quoted)
            {
                if (c != '"')
                    cell.Append((char)c);
                else if (reader.Peek() == '"')
                    cell.Append((char)reader.Read());
                else
                    quoted = false;
                continue;
            }

            switch (c)
            {
                case '"' when cell.Length == 0:
                    quoted = true;
                    break;
                case ',':
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                case '\r':
                    break;
                case '\n':
                    if (Finish(cells, cell) is { } row)
                        yield return (row, begun);
                    begun = line;
                    break;
                default:
                    cell.Append((char)c);
                    break;
            }
        }

        if (quoted)
            throw new DatasetException(name, begun, "line", "a double quote is never closed");
        if (Finish(cells, cell) is { } last)
            yield return (last, begun);
    }

    private static string[]? Finish(List<string> cells, StringBuilder cell)
    {
        if (cells.Count == 0 && cell.Length == 0)
            return null;
        cells.Add(cell.ToString());
        cell.Clear();
        var row = cells.ToArray();
        cells.Clear();
        return row;
    }
}
