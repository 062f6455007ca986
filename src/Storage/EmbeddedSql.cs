using System.Reflection;

namespace MediAgents.Storage;

/// <summary>The SQL of one store's folder, embedded in its assembly: a statement a file.</summary>
/// <param name="root">The folder, with a slash at its end.</param>
/// <param name="assembly">Where it is embedded; this assembly when null.</param>
internal sealed class EmbeddedSql(string root, Assembly? assembly = null)
{
    private readonly Assembly assembly = assembly ?? typeof(EmbeddedSql).Assembly;

    /// <summary>The statement in a file named relative to the folder, e.g. <c>Grains/read_grain.sql</c>.</summary>
    public string Read(string path)
    {
        using var resource = assembly.GetManifestResourceStream(root + path)
            ?? throw new ArgumentException($"No such SQL file: {path}.", nameof(path));
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    /// <summary>The files of one folder below, by name.</summary>
    public IEnumerable<string> List(string folder) =>
        assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith($"{root}{folder}/", StringComparison.Ordinal))
            .Select(name => name[root.Length..])
            .Order(StringComparer.Ordinal);
}
