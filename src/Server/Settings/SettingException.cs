namespace MediAgents.Server.Settings;

/// <summary>A setting keeps the server from starting. The message begins with the setting's name and never holds its value.</summary>
public sealed class SettingException(string name, string complaint) : Exception($"{name}: {complaint}")
{
    public string Name { get; } = name;
}
