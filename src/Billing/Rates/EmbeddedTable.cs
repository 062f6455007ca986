using System.Globalization;
using System.Reflection;
using System.Text;

namespace MediAgents.Billing.Rates;

/// <summary>
/// A table shipped inside the assembly: a head of <c># key: value</c> lines that names its source, a line of column names, rows.
/// A plain splitter instead of a CSV library keeps the first audit fast: the files are the product's own and hold no line breaks.
/// </summary>
internal sealed class EmbeddedTable
{
    private readonly Dictionary<string, string> head = [];

    public List<string[]> Rows { get; } = [];

    public static EmbeddedTable Load(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name} is missing from {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var table = new EmbeddedTable();
        var columnsSeen = false;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                table.ReadHead(line);
            else if (columnsSeen)
                table.Rows.Add(Split(line));
            else
                columnsSeen = true;
        }

        return table;
    }

    public string this[string key] => head.GetValueOrDefault(key, "");

    public IEnumerable<KeyValuePair<string, string>> HeadStartingWith(string prefix) =>
        head.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal));

    public TableVersion Version => new(
        this["list"], this["version"], Date(this["valid_from"]), Date(this["valid_to"]), this["authority"], this["document"]);

    public static decimal Money(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    public static DateOnly? Date(string text) =>
        text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string[] Split(string line)
    {
        var fields = new List<string>(14);
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }

    private void ReadHead(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
            head[line[1..colon].Trim()] = line[(colon + 1)..].Trim();
    }
}
