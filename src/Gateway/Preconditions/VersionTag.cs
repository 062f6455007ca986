using System.Globalization;

namespace MediAgents.Gateway.Preconditions;

/// <summary>The strong entity tag of a version (RFC 9110, section 8.8.3): its number in quotes.</summary>
internal static class VersionTag
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
