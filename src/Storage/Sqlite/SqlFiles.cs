namespace MediAgents.Storage.Sqlite;

/// <summary>The SQL of this folder.</summary>
internal static class SqlFiles
{
    private static readonly EmbeddedSql Files = new("Sqlite/");

    /// <inheritdoc cref="EmbeddedSql.Read"/>
    public static string Read(string path) => Files.Read(path);

    /// <inheritdoc cref="EmbeddedSql.List"/>
    public static IEnumerable<string> List(string folder) => Files.List(folder);
}
