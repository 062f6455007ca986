using MediAgents.Gateway.Authentication;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server.Settings;

/// <summary>The keys of callers (<c>API_KEYS</c>).</summary>
internal static class ApiKeys
{
    /// <exception cref="SettingException">The setting is malformed.</exception>
    public static ApiKeyRing Of(IConfiguration settings)
    {
        try
        {
            return ApiKeyRing.Parse(settings["API_KEYS"]);
        }
        catch (FormatException malformed)
        {
            throw new SettingException("API_KEYS", malformed.Message);
        }
    }
}
