using System.Net;
using MediAgents.Gateway.Authentication;

namespace MediAgents.Server.Settings;

/// <summary>Where the server listens (<c>ASPNETCORE_URLS</c>).</summary>
public sealed record ListenAddresses(IReadOnlyList<string> Urls, bool OnLoopbackOnly)
{
    private const string Default = "http://127.0.0.1:8080";

    /// <exception cref="SettingException">An address is malformed, or reaches beyond loopback while there are no keys.</exception>
    public static ListenAddresses Of(string? setting, ApiKeyRing keys)
    {
        var urls = (string.IsNullOrWhiteSpace(setting) ? Default : setting)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var onLoopback = urls.All(IsLoopback);
        if (!onLoopback && keys.IsEmpty)
        {
            throw new SettingException(
                "ASPNETCORE_URLS",
                "the server may listen beyond loopback only with keys: set API_KEYS, or listen on 127.0.0.1.");
        }

        return new ListenAddresses(urls, onLoopback);
    }

    private static bool IsLoopback(string url)
    {
        // http://*:80 and http://+:80 are addresses to Kestrel, not to Uri.
        var readable = url.Replace("://*", "://0.0.0.0").Replace("://+", "://0.0.0.0");
        if (!Uri.TryCreate(readable, UriKind.Absolute, out var address))
            throw new SettingException("ASPNETCORE_URLS", "is not a list of addresses such as http://127.0.0.1:8080.");
        return address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
