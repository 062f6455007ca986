using Microsoft.Extensions.Configuration;

namespace MediAgents.Server.Settings;

/// <summary>
/// Where settings come from: the environment, and below it the file that <c>MEDIAGENTS_SETTINGS</c> names, or
/// <c>mediagents.env</c> in the working directory: lines <c>NAME=value</c>, <c>#</c> begins a comment line.
/// </summary>
public static class SettingsFile
{
    private const string DefaultName = "mediagents.env";

    /// <exception cref="SettingException">A named file is missing, or a line is no <c>NAME=value</c>.</exception>
    public static IConfiguration Load(IEnumerable<KeyValuePair<string, string?>>? overrides = null)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new ConfigurationBuilder()
            .AddInMemoryCollection(Read(environment["MEDIAGENTS_SETTINGS"]))
            .AddEnvironmentVariables()
            .AddInMemoryCollection(overrides ?? [])
            .Build();
    }

    private static Dictionary<string, string?> Read(string? named)
    {
        var path = string.IsNullOrEmpty(named) ? DefaultName : named;
        if (!File.Exists(path))
            return string.IsNullOrEmpty(named) ? [] : throw new SettingException("MEDIAGENTS_SETTINGS", "the file does not exist.");
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        foreach (var line in File.ReadLines(path).Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            var split = line.IndexOf('=');
            if (split <= 0)
                throw new SettingException("MEDIAGENTS_SETTINGS", $"line {number} is not NAME=value.");
            settings[line[..split].Trim()] = line[(split + 1)..].Trim();
        }

        return settings;
    }
}
