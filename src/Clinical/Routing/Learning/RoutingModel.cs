using System.Globalization;
using System.Reflection;
using MediAgents.Clinical.Language;

namespace MediAgents.Clinical.Learning;

/// <summary>
/// A multinomial logistic regression over <see cref="RoutingFeatures"/>: for each feature one weight a specialty (log odds). The
/// shipped one is <c>routing-model.txt</c>, whose head says from which files, by which trainer and with which settings it comes.
/// </summary>
internal sealed class RoutingModel(float[] bias, float[] measures, IReadOnlyList<string> names, float[] weights)
{
    public const int Labels = 4;

    private const string Resource = "Learning.routing-model.txt";
    private const char Separator = '\t';
    private const string Constant = "=bias";
    private const string Measure = "=";

    private static readonly Lazy<RoutingModel> Embedded = new(ReadResource);

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ids = IndexOf(names);

    public static RoutingModel Shipped => Embedded.Value;

    /// <summary>What the model makes of a text that the lexicon has read.</summary>
    public Opinion Judge(string text, Reading<RoutingWeights> reading, IReadOnlyList<string> concepts, Evidence evidence)
    {
        var opinion = new Opinion(this);
        RoutingFeatures.Read(text, reading, concepts, evidence, opinion);
        opinion.Conclude();
        return opinion;
    }

    public bool TryFind(ReadOnlySpan<char> name, out int id) => ids.TryGetValue(name, out id);

    public float Bias(int label) => bias[label];

    /// <summary>How much one unit of a lexicon measure speaks for a label.</summary>
    public float OfMeasure(int measure, int label) => measures[(measure * Labels) + label];

    /// <summary>How much the feature speaks for a label, before division by the root of the number of features in the text.</summary>
    public float OfFeature(int id, int label) => weights[(id * Labels) + label];

    /// <summary>Writes the table in the form <see cref="Read"/> takes, features in ordinal order.</summary>
    public void Write(TextWriter writer, IEnumerable<string> provenance)
    {
        foreach (var line in provenance)
            writer.Write($"# {line}\n");
        WriteRow(writer, Constant, bias);
        for (var m = 0; m < RoutingFeatures.Measures; m++)
            WriteRow(writer, Measure + m, measures.AsSpan(m * Labels, Labels));
        foreach (var (name, id) in names.Select((name, id) => (name, id)).OrderBy(n => n.name, StringComparer.Ordinal))
            WriteRow(writer, name, weights.AsSpan(id * Labels, Labels));
    }

    /// <exception cref="FormatException">A line is not a name and four whole hundredths.</exception>
    public static RoutingModel Read(TextReader reader)
    {
        var bias = new float[Labels];
        var measures = new float[RoutingFeatures.Measures * Labels];
        var names = new List<string>(4096);
        var weights = new List<float>(4096 * Labels);
        Span<float> row = stackalloc float[Labels];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var name = ReadRow(line, row);
            if (name is Constant)
                row.CopyTo(bias);
            else if (name.StartsWith(Measure))
                row.CopyTo(measures.AsSpan(int.Parse(name[Measure.Length..], CultureInfo.InvariantCulture) * Labels));
            else
            {
                names.Add(name.ToString());
                weights.AddRange(row);
            }
        }

        return new RoutingModel(bias, measures, names, [.. weights]);
    }

    private static ReadOnlySpan<char> ReadRow(ReadOnlySpan<char> line, Span<float> row)
    {
        var rest = line;
        for (var label = Labels - 1; label >= 0; label--)
        {
            var at = rest.LastIndexOf(Separator);
            if (at <= 0 || !int.TryParse(rest[(at + 1)..], CultureInfo.InvariantCulture, out var hundredths))
                throw new FormatException($"Not a line of a routing model: {line}");
            row[label] = hundredths / 100f;
            rest = rest[..at];
        }

        return rest;
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

    private static RoutingModel ReadResource()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = Array.Find(assembly.GetManifestResourceNames(), n => n.EndsWith(Resource, StringComparison.Ordinal))
            ?? throw new InvalidOperationException("The routing model is not in the assembly.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return Read(reader);
    }

    private static Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> IndexOf(IReadOnlyList<string> names)
    {
        var index = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
            index.Add(names[i], i);
        return index.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
