using MediAgents.Primitives;
using MediAgents.Server.Settings;
using MediAgents.Silo.Clustering;

namespace MediAgents.Server.Cluster;

/// <summary>The tables by which members find each other.</summary>
internal static class ClusterSchema
{
    /// <exception cref="SettingException">The database cannot be used.</exception>
    public static void Migrate(ClusterMembership membership)
    {
        try
        {
            ClusterDatabase.Migrate(membership.Database);
        }
        catch (Exception broken) when (broken is StorageUnavailableException or Storage.StorageTooNewException)
        {
            throw new SettingException(DatabaseSettings.DatabaseUrl, broken.Message);
        }
    }
}
