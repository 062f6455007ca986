using System.Globalization;
using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>
/// Where a PostgreSQL database is, as settings name it: <c>postgresql://user:password@host:port/database</c>, percent-encoded
/// where need be. After a question mark may stand <c>sslmode</c>, <c>sslrootcert</c>, and <c>host</c> (in place of the host:
/// the folder of a Unix socket), as in PostgreSQL's own connection URIs. Shows itself without the password.
/// </summary>
public sealed class PostgresUrl
{
    private const int DefaultPort = 5432;

    private readonly NpgsqlConnectionStringBuilder parts;

    private PostgresUrl(NpgsqlConnectionStringBuilder parts) => this.parts = parts;

    /// <exception cref="FormatException">It is no such URL; says in what, and repeats nothing of it.</exception>
    public static PostgresUrl Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgresql" or "postgres"))
            throw new FormatException("is not postgresql://user:password@host:port/database, percent-encoded where need be.");

        var credentials = uri.UserInfo.Split(':', 2);
        var named = new NpgsqlConnectionStringBuilder
        {
            Host = uri.DnsSafeHost,
            Port = uri.Port > 0 ? uri.Port : DefaultPort,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(credentials[0]),
            Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
        };
        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Apply(option, named);

        if (string.IsNullOrEmpty(named.Host))
            throw new FormatException("names no host.");
        if (string.IsNullOrEmpty(named.Database) || named.Database.Contains('/'))
            throw new FormatException("names no database.");
        if (string.IsNullOrEmpty(named.Username))
            throw new FormatException("names no user.");
        return new PostgresUrl(named);
    }

    /// <summary>Host, port and database.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"postgresql://{parts.Host}:{parts.Port}/{parts.Database}");

    /// <summary>A copy to build a connection from. It holds the password.</summary>
    internal NpgsqlConnectionStringBuilder ToBuilder() => new(parts.ConnectionString);

    private static void Apply(string option, NpgsqlConnectionStringBuilder named)
    {
        var pair = option.Split('=', 2);
        var value = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
        switch (pair[0])
        {
            case "sslmode":
                named.SslMode = value switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw new FormatException("sslmode is one of disable, allow, prefer, require, verify-ca, verify-full."),
                };
                break;
            case "sslrootcert":
                named.RootCertificate = value;
                break;
            case "host":
                named.Host = value;
                break;
            default:
                throw new FormatException("holds an option other than sslmode, sslrootcert and host.");
        }
    }
}
