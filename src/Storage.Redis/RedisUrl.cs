using System.Globalization;

namespace MediAgents.Storage.Redis;

/// <summary>
/// Where a Redis server is, as <c>REDIS_URL</c> names it: <c>redis://[user][:password]@host:port/database</c>, percent-encoded where
/// need be; <c>rediss://</c> over TLS. Shows itself without the password.
/// </summary>
public sealed class RedisUrl
{
    private const int DefaultPort = 6379;

    private RedisUrl(Uri uri, int database)
    {
        var credentials = uri.UserInfo.Split(':', 2);
        Host = uri.DnsSafeHost;
        Port = uri.Port > 0 ? uri.Port : DefaultPort;
        Database = database;
        OverTls = uri.Scheme == "rediss";
        User = credentials[0].Length > 0 ? Uri.UnescapeDataString(credentials[0]) : null;
        Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null;
    }

    internal string Host { get; }

    internal int Port { get; }

    internal int Database { get; }

    internal bool OverTls { get; }

    internal string? User { get; }

    internal string? Password { get; }

    /// <exception cref="FormatException">It is no such URL; says in what, and repeats nothing of it.</exception>
    public static RedisUrl Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss"))
            throw new FormatException("is not redis://:password@host:port/database, percent-encoded where need be.");
        if (uri.Host.Length == 0)
            throw new FormatException("names no host.");
        if (uri.Query.Length > 0)
            throw new FormatException("holds an option; there are none.");
        var path = uri.AbsolutePath.TrimStart('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
            throw new FormatException("names a database that is not a number.");
        return new RedisUrl(uri, database);
    }

    /// <summary>Host, port and database.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(OverTls ? "rediss" : "redis")}://{Host}:{Port}/{Database}");
}
