namespace MediAgents.Storage.Sqlite;

/// <summary>The SQL of this folder, embedded in the assembly: a statement a file.</summary>
internal static class SqlFiles
{
    private const string Root = "Sqlite/";

    /// <summary>The statement in a file named relative to this folder, e.g. <c>Grains/read_grain.sql</c>.</summary>
    public static string Read(string path)
    {
        using var resource = typeof(SqlFiles).Assembly.GetManifestResourceStream(Root + path)
            ?? throw new ArgumentException($"No such SQL file: {path}.", nameof(path));
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    /// <summary>The files of one folder, by name.</summary>
    public static IEnumerable<string> List(string folder) =>
        typeof(SqlFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith($"{Root}{folder}/", StringComparison.Ordinal))
            .Select(name => name[Root.Length..])
            .Order(StringComparer.Ordinal);
}
