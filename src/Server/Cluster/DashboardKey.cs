using System.Security.Cryptography;
using System.Text;
using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Orleans.Dashboard;

namespace MediAgents.Server.Cluster;

/// <summary>
/// Orleans' dashboard behind a key: <c>DASHBOARD_KEY</c> or <c>DASHBOARD_KEY_FILE</c>; without one there is no dashboard. Browsers
/// ask for it as the password of any user; programs may send it as a bearer token.
/// </summary>
internal sealed class DashboardKey
{
    private const string Setting = "DASHBOARD_KEY";
    private const string Path = "/dashboard";
    private const int ShortestKey = 16;

    private readonly byte[] digest;

    private DashboardKey(string key) => digest = Digest(key);

    /// <summary>The key; null where none is set.</summary>
    /// <exception cref="SettingException">It is too short, or its file cannot be read.</exception>
    public static DashboardKey? Read(IConfiguration settings)
    {
        var key = settings[Setting] is { Length: > 0 } set ? set : ReadFile(settings[$"{Setting}_FILE"]);
        if (key is null)
            return null;
        return key.Length >= ShortestKey ? new DashboardKey(key) : throw new SettingException(Setting, $"is at least {ShortestKey} characters long.");
    }

    /// <summary>Whether a request carries the key.</summary>
    public bool Admits(HttpRequest request)
    {
        var (scheme, value) = request.Headers.Authorization.ToString().Split(' ', 2) is [var first, var second] ? (first, second.Trim()) : ("", "");
        var offered = scheme.ToUpperInvariant() switch
        {
            "BEARER" => value,
            "BASIC" => PasswordOf(value),
            _ => null,
        };
        return offered is not null && CryptographicOperations.FixedTimeEquals(Digest(offered), digest);
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string? PasswordOf(string credentials)
    {
        var bytes = new byte[credentials.Length];
        return Convert.TryFromBase64String(credentials, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, var password]
                ? password
                : null;
    }

    private static string? ReadFile(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return null;
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"{Setting}_FILE", "cannot be read.");
        }
    }

    /// <summary>Maps the dashboard, for those who have the key.</summary>
    public void Map(WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase), branch => branch.Use(AskForKeyAsync));
        app.MapOrleansDashboard(Path);
    }

    private Task AskForKeyAsync(HttpContext context, RequestDelegate next)
    {
        if (Admits(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"dashboard\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }
}
