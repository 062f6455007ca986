using System.Globalization;
using System.Reflection;

namespace MediAgents.Clinical.Learning;

/// <summary>
/// A multinomial logistic regression over words (<see cref="TextFeatures"/>) and measures: for each feature one weight a label (log
/// odds). The head of a shipped table says from which files, by which trainer and with which settings it comes.
/// </summary>
internal sealed class LinearModel(float[] bias, float[] measures, IReadOnlyList<string> names, float[] weights)
{
    private const int MostLabels = 8;
    // What hardly tells two labels apart is not worth its line.
    private const float LeastSpread = 0.3f;

    private const char Separator = '\t';
    private const string Constant = "=bias";
    private const string Measure = "=";

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ids = IndexOf(names);

    public int Labels => bias.Length;

    public bool TryFind(ReadOnlySpan<char> name, out int id) => ids.TryGetValue(name, out id);

    public float Bias(int label) => bias[label];

    /// <summary>How much one unit of a measure speaks for a label.</summary>
    public float OfMeasure(int measure, int label) => measures[(measure * Labels) + label];

    /// <summary>How much the feature speaks for a label, before division by the root of the number of features in the text.</summary>
    public float OfFeature(int id, int label) => weights[(id * Labels) + label];

    /// <summary>Writes the table in the form <see cref="Read"/> takes, telling features only and in ordinal order.</summary>
    public void Write(TextWriter writer, IEnumerable<string> provenance)
    {
        foreach (var line in provenance)
            writer.Write($"# {line}\n");
        WriteRow(writer, Constant, bias);
        for (var m = 0; m < measures.Length / Labels; m++)
            WriteRow(writer, Measure + m, measures.AsSpan(m * Labels, Labels));
        foreach (var (name, id) in names.Select((name, id) => (name, id)).OrderBy(n => n.name, StringComparer.Ordinal))
        {
            var row = weights.AsSpan(id * Labels, Labels);
            if (Spread(row) >= LeastSpread)
                WriteRow(writer, name, row);
        }
    }

    /// <summary>Reads the embedded table whose resource name ends in <paramref name="suffix"/>.</summary>
    public static LinearModel FromResource(string suffix)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = Array.Find(assembly.GetManifestResourceNames(), n => n.EndsWith(suffix, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The model {suffix} is not in the assembly.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return Read(reader);
    }

    /// <exception cref="FormatException">A line is not a name and as many whole hundredths as the bias has; the bias comes first.</exception>
    public static LinearModel Read(TextReader reader)
    {
        var bias = Array.Empty<float>();
        var measures = new List<float>();
        var names = new List<string>(4096);
        var weights = new List<float>(4 * 4096);
        Span<float> buffer = stackalloc float[MostLabels];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            if (line.StartsWith(Constant, StringComparison.Ordinal))
                bias = new float[line.AsSpan().Count(Separator)];
            var row = buffer[..bias.Length];
            var name = ReadRow(line, row);
            if (name is Constant)
                row.CopyTo(bias);
            else if (name.StartsWith(Measure))
                measures.AddRange(row);
            else
            {
                names.Add(name.ToString());
                weights.AddRange(row);
            }
        }

        return new LinearModel(bias, [.. measures], names, [.. weights]);
    }

    private static ReadOnlySpan<char> ReadRow(ReadOnlySpan<char> line, Span<float> row)
    {
        var rest = line;
        for (var label = row.Length - 1; label >= 0; label--)
        {
            var at = rest.LastIndexOf(Separator);
            if (at <= 0 || !int.TryParse(rest[(at + 1)..], CultureInfo.InvariantCulture, out var hundredths))
                throw new FormatException($"Not a line of a linear model: {line}");
            row[label] = hundredths / 100f;
            rest = rest[..at];
        }

        return rest;
    }

    private static float Spread(ReadOnlySpan<float> row)
    {
        var (least, greatest) = (row[0], row[0]);
        foreach (var weight in row)
            (least, greatest) = (MathF.Min(least, weight), MathF.Max(greatest, weight));
        return greatest - least;
    }

    private static void WriteRow(TextWriter writer, string name, ReadOnlySpan<float> row)
    {
        writer.Write(name);
        foreach (var weight in row)
        {
            writer.Write(Separator);
            writer.Write((int)MathF.Round(weight * 100));
        }

        writer.Write('\n');
    }

    private static Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> IndexOf(IReadOnlyList<string> names)
    {
        var index = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
            index.Add(names[i], i);
        return index.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
