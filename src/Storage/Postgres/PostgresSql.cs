namespace MediAgents.Storage.Postgres;

/// <summary>The SQL of this folder.</summary>
internal static class PostgresSql
{
    public static EmbeddedSql Files { get; } = new("Postgres/");

    /// <inheritdoc cref="EmbeddedSql.Read"/>
    public static string Read(string path) => Files.Read(path);

    /// <inheritdoc cref="EmbeddedSql.List"/>
    public static IEnumerable<string> List(string folder) => Files.List(folder);
}
