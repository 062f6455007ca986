using System.Globalization;

namespace MediAgents.Records.Fhir.Structure;

/// <summary>The table <c>r4.txt</c>, read once when first used: which elements a type has, and which codes a value set.</summary>
internal sealed class StructureTable
{
    private static readonly Lazy<StructureTable> Shipped = new(Load);

    private readonly Dictionary<(string Type, string Parent), List<ElementRule>> elements = [];
    private readonly Dictionary<string, CodeList> valueSets = new(StringComparer.Ordinal);
    private readonly HashSet<string> resources = new(StringComparer.Ordinal);

    private StructureTable(TextReader table)
    {
        var type = "";
        while (table.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var words = line.Split(' ');
            switch (line[0])
            {
                case '[':
                    type = words[0][1..];
                    if (words[1] == "resource]")
                        resources.Add(type);
                    break;
                case '!':
                    valueSets[words[0][1..]] = CodesOf(words[1..]);
                    break;
                default:
                    Add(type, RuleOf(path: words[0], cardinality: words[1], types: words[2..]));
                    break;
            }
        }
    }

    public static StructureTable R4 => Shipped.Value;

    public bool IsResource(string type) => resources.Contains(type);

    /// <summary>The elements directly below <paramref name="parent"/> (empty: of the type itself); empty for a primitive type.</summary>
    public IReadOnlyList<ElementRule> ElementsOf(string type, string parent) =>
        elements.TryGetValue((type, parent), out var found) ? found : [];

    public CodeList? CodesOf(string valueSet) => valueSets.GetValueOrDefault(valueSet);

    private static StructureTable Load()
    {
        using var table = typeof(StructureTable).Assembly.GetManifestResourceStream("r4.txt")
            ?? throw new InvalidOperationException("The table of FHIR structures is missing from the build.");
        using var text = new StreamReader(table);
        return new StructureTable(text);
    }

    private void Add(string type, ElementRule rule)
    {
        if (!elements.TryGetValue((type, rule.Parent), out var siblings))
            elements[(type, rule.Parent)] = siblings = [];
        siblings.Add(rule);
    }

    private static ElementRule RuleOf(string path, string cardinality, string[] types)
    {
        var bounds = cardinality.Split("..");
        var valueSet = types[^1].StartsWith('!') ? types[^1][1..] : null;
        var named = valueSet is null ? types : types[..^1];
        return new ElementRule(
            path,
            int.Parse(bounds[0], CultureInfo.InvariantCulture),
            Repeats: bounds[1] == "*",
            [.. named.Select(type => TypeOf(type, path))],
            valueSet);
    }

    private static ElementType TypeOf(string text, string path)
    {
        if (text[0] == '@')
            return new ElementType("BackboneElement", text[1..], []);
        if (text is "BackboneElement" or "Element")
            return new ElementType("BackboneElement", path, []);
        var open = text.IndexOf('(', StringComparison.Ordinal);
        return open < 0
            ? new ElementType(text, SameAs: null, [])
            : new ElementType(text[..open], SameAs: null, text[(open + 1)..^1].Split('|'));
    }

    private static CodeList CodesOf(string[] codes)
    {
        var system = codes[0].Contains("://", StringComparison.Ordinal) ? codes[0] : null;
        return new CodeList(system, codes.Skip(system is null ? 0 : 1).ToHashSet(StringComparer.Ordinal));
    }
}
