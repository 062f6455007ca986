using MediAgents.Billing.Rates.Library;
using MediAgents.Server.Settings;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server;

/// <summary>The imported rate tables: those of <c>RATES_DIR</c>, which several processes may share, else of the data directory.</summary>
public static class RateTables
{
    private const string Setting = "RATES_DIR";

    public static RateLibrary Open(IConfiguration settings) =>
        new(settings[Setting] is { Length: > 0 } named ? named : Path.Combine(StoreSetup.DirectoryOf(settings), "rates"), TimeProvider.System);

    /// <exception cref="SettingException">The directory named is missing, or an imported table was changed or damaged: better no server than one that holds bills against it.</exception>
    internal static RateLibrary OpenOrExplain(IConfiguration settings)
    {
        var isNamed = settings[Setting] is { Length: > 0 };
        if (isNamed && !Directory.Exists(settings[Setting]))
            throw new SettingException(Setting, "there is no such directory.");
        var rates = Open(settings);
        try
        {
            rates.Book();
            return rates;
        }
        catch (RateTableException damaged)
        {
            throw new SettingException(isNamed ? Setting : "MEDIAGENTS_DATA_DIR", damaged.Message);
        }
    }
}
