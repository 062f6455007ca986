using MediAgents.Grains.Tools.Web;
using MediAgents.Models.OpenAi;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server.Settings;

/// <summary>Where agents may search the web (<c>WEB_SEARCH_URL</c>); without it they cannot.</summary>
internal static class WebSearchSettings
{
    private const string Name = "WEB_SEARCH_URL";

    /// <exception cref="SettingException">It is no address, or one where the way there can be overheard.</exception>
    public static WebSearchOptions? Read(IConfiguration settings)
    {
        if (string.IsNullOrWhiteSpace(settings[Name]))
            return null;
        if (!Uri.TryCreate(settings[Name]!.Trim(), UriKind.Absolute, out var url)
            || url is not { Scheme: "http" or "https", Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" })
        {
            throw new SettingException(Name, "is no address such as http://127.0.0.1:8888.");
        }

        return url.Scheme == Uri.UriSchemeHttps || NearbyAddress.MayBe(url)
            ? new WebSearchOptions(url)
            : throw new SettingException(Name, "leads beyond this machine and its network and must be https.");
    }
}
