namespace MediAgents.Records.Sealing;

/// <summary>A key is missing or malformed, and the start must stop. Names the setting, never its value.</summary>
public sealed class KeySettingException(string setting, string reason, Exception? inner = null)
    : Exception($"{setting}: {reason}", inner)
{
    /// <summary>The environment variable to correct, e.g. <c>ENCRYPTION_KEY</c>.</summary>
    public string Setting { get; } = setting;
}
