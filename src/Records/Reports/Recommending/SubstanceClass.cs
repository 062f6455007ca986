using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Recommending;

/// <summary>Medicines of one class, from <c>substance-classes.txt</c>.</summary>
/// <param name="Title">The class and its ATC codes.</param>
/// <param name="Names">Words that name the class, its substances and well-known brands, folded.</param>
internal sealed record SubstanceClass(string Title, HashSet<string> Names)
{
    private const string List = "substance-classes.txt";

    private static readonly Lazy<IReadOnlyList<SubstanceClass>> Loaded = new(Load);

    /// <summary>Salts, and words of every second medicine: they tell nothing of an allergy.</summary>
    private static readonly HashSet<string> NoSubstance = new(StringComparer.Ordinal)
    {
        "acid", "sodium", "potassium", "calcium", "magnesium", "hydrochloride", "hcl", "sulphate", "sulfate", "phosphate", "maleate", "besylate", "tartrate",
        "succinate", "trihydrate", "and", "with", "plus", "forte", "gel", "water", "oil", "vitamin", "other", "not", "unknown", "any", "some", "all",
    };

    public static IReadOnlyList<SubstanceClass> All => Loaded.Value;

    /// <summary>The words of a substance's name, singular, without those that name no substance.</summary>
    public static HashSet<string> WordsOf(string name) => LabNames.Fold(name)
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.Length > 2 && !NoSubstance.Contains(word))
        .Select(Singular)
        .ToHashSet(StringComparer.Ordinal);

    private static string Singular(string word) => word.Length > 5 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;

    private static IReadOnlyList<SubstanceClass> Load()
    {
        using var stream = typeof(SubstanceClass).Assembly.GetManifestResourceStream(List)!;
        using var reader = new StreamReader(stream);
        var classes = new List<SubstanceClass>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                classes.Add(Parse(line));
        }

        return classes;
    }

    private static SubstanceClass Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new SubstanceClass(line[..colon].Trim(), WordsOf(line[(colon + 1)..]))
            : throw new InvalidDataException($"A line of {List} has no colon: '{line}'.");
    }
}
