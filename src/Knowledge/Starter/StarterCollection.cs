using MediAgents.Knowledge.Topics;

namespace MediAgents.Knowledge.Starter;

/// <summary>The topics the product carries, written by the project and embedded in this assembly.</summary>
public static class StarterCollection
{
    private const string Folder = "topics/";

    /// <summary>Reads and parses all embedded topics, in the order of their ids.</summary>
    /// <exception cref="TopicFormatException">An embedded file is not in the required form.</exception>
    public static KnowledgeCollection Load()
    {
        var assembly = typeof(StarterCollection).Assembly;
        return new KnowledgeCollection(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return TopicParser.Parse(name[Folder.Length..], reader.ReadToEnd());
            }));
    }
}
