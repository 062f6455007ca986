using MediAgents.Billing.Rates.Library;
using MediAgents.Server.Settings;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server;

/// <summary>The imported rate tables of the settings' data directory.</summary>
public static class RateTables
{
    public static RateLibrary Open(IConfiguration settings) => new(StoreSetup.DirectoryOf(settings), TimeProvider.System);

    /// <exception cref="SettingException">An imported table was changed or damaged: better no server than one that holds bills against it.</exception>
    internal static RateLibrary OpenOrExplain(IConfiguration settings)
    {
        var rates = Open(settings);
        try
        {
            rates.Book();
            return rates;
        }
        catch (RateTableException damaged)
        {
            throw new SettingException("MEDIAGENTS_DATA_DIR", damaged.Message);
        }
    }
}
