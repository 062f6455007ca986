using MediAgents.Server.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace MediAgents.Server;

/// <summary>Logs on standard output: a line an event, or JSON with <c>LOG_JSON=true</c>.</summary>
internal static class Logs
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffK ";

    public static void Configure(ILoggingBuilder logging, IConfiguration settings)
    {
        logging.ClearProviders();
        var level = LevelOf(settings["LOG_LEVEL"]);
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning);
        // Orleans tells of its members, placements and connections at Information what nobody reads who does not look for a fault.
        if (level == LogLevel.Information)
            logging.AddFilter("Orleans", LogLevel.Warning);
        // A failed start is told once, by the command, in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level > LogLevel.Critical ? level : LogLevel.Critical);
        if (string.Equals(settings["LOG_JSON"], "true", StringComparison.OrdinalIgnoreCase))
            logging.AddJsonConsole(json => json.TimestampFormat = TimeFormat);
        else
            logging.AddSimpleConsole(line => (line.SingleLine, line.TimestampFormat, line.ColorBehavior) = (true, TimeFormat, LoggerColorBehavior.Disabled));
    }

    private static LogLevel LevelOf(string? setting) =>
        string.IsNullOrEmpty(setting) ? LogLevel.Information
        : string.Equals(setting, "info", StringComparison.OrdinalIgnoreCase) ? LogLevel.Information
        : string.Equals(setting, "warn", StringComparison.OrdinalIgnoreCase) ? LogLevel.Warning
        : Enum.TryParse<LogLevel>(setting, ignoreCase: true, out var level) ? level
        : throw new SettingException("LOG_LEVEL", "is one of trace, debug, info, warning, error, critical, none.");
}
