namespace MediAgents.Models.Endpoints;

/// <summary>A setting of models is wrong. The message begins with the setting's name and never holds its value.</summary>
public sealed class ModelSettingException(string name, string complaint) : Exception($"{name}: {complaint}")
{
    public string Name { get; } = name;

    /// <summary>The message without the name.</summary>
    public string Complaint { get; } = complaint;
}
