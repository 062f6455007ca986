using MediAgents.Clinical;

namespace MediAgents.Evaluation.Tests;

/// <summary>A table of weights as the product carries it.</summary>
internal sealed record ShippedTable(string Text)
{
    public static ShippedTable Of(string suffix)
    {
        var assembly = typeof(SpecialtyRouter).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(
            assembly.GetManifestResourceNames().Single(name => name.EndsWith(suffix, StringComparison.Ordinal)))!);
        return new ShippedTable(reader.ReadToEnd());
    }

    /// <summary>
    /// Equal but for the last digit, which another processor may round differently. With MEDIAGENTS_WRITE_MODELS=FOLDER the trained
    /// tables are also written there, to be taken over.
    /// </summary>
    public void ShouldMatchTable(string trained)
    {
        var name = trained.Contains("RedFlagTraining", StringComparison.Ordinal) ? "danger-model.txt" : "routing-model.txt";
        if (Environment.GetEnvironmentVariable("MEDIAGENTS_WRITE_MODELS") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, name), trained);
        var (ours, theirs) = (Rows(Text), Rows(trained));
        var differing = theirs.Count(row => !ours.TryGetValue(row.Key, out var weights)
            || weights.Zip(row.Value).Any(pair => Math.Abs(pair.First - pair.Second) > 1));
        differing.ShouldBeLessThan(5, $"{name} is not what the trainer makes of the files");
    }

    private static Dictionary<string, int[]> Rows(string table) => table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .Select(line => line.Split('\t'))
        .ToDictionary(cells => cells[0], cells => cells[1..].Select(int.Parse).ToArray(), StringComparer.Ordinal);
}
