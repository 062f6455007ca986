using System.ComponentModel.DataAnnotations;
using System.Net;
using MediAgents.Server.Settings;
using MediAgents.Silo.Clustering;
using MediAgents.Storage.Redis;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server.Cluster;

/// <summary>What a member or a client of a cluster is told. Empty <c>CLUSTER_ID</c>: there is no cluster.</summary>
internal sealed class ClusterSettings
{
    public const string Id = "CLUSTER_ID";
    private const string RedisUrlName = "REDIS_URL";

    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", ErrorMessage = "is 1 to 63 letters, digits, dots, dashes and underscores.")]
    public string? ClusterId { get; set; }

    /// <summary>This silo's name in the table of members; in Kubernetes the pod's.</summary>
    public string? SiloName { get; set; }

    /// <summary>Where others reach this silo; in Kubernetes the pod's IP.</summary>
    public string SiloAddress { get; set; } = "127.0.0.1";

    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    [Range(1, 65_535)]
    public int SiloGatewayPort { get; set; } = 30_000;

    /// <summary>Seconds between two probes of a silo by another.</summary>
    [Range(1, 60)]
    public int ClusterProbeSeconds { get; set; } = 1;

    /// <summary>Probes missed in a row before a silo counts as gone.</summary>
    [Range(1, 20)]
    public int ClusterMissedProbes { get; set; } = 3;

    /// <summary>Seconds that a caller waits for a grain's answer.</summary>
    [Range(1, 300)]
    public int ClusterCallTimeoutSeconds { get; set; } = 5;

    public static bool AreSet(IConfiguration settings) => !string.IsNullOrWhiteSpace(settings[Id]);

    /// <exception cref="SettingException">A setting is wrong, or <c>CLUSTER_ID</c> is missing.</exception>
    public static ClusterSettings Read(IConfiguration settings) =>
        AreSet(settings) ? SettingsBinder.Bind<ClusterSettings>(settings) : throw new SettingException(Id, "is not set: a silo belongs to a cluster.");

    /// <exception cref="SettingException">There is no database to meet at.</exception>
    public ClusterMembership Membership(IConfiguration settings) => new()
    {
        ClusterId = ClusterId!,
        Database = DatabaseSettings.Read(settings)
            ?? throw new SettingException(DatabaseSettings.DatabaseUrl, "is not set: the silos of a cluster meet and keep their data in PostgreSQL."),
        ProbePeriod = TimeSpan.FromSeconds(ClusterProbeSeconds),
        MissedProbes = ClusterMissedProbes,
        CallTimeout = TimeSpan.FromSeconds(ClusterCallTimeoutSeconds),
    };

    /// <exception cref="SettingException">It is no address.</exception>
    public IPAddress Address() =>
        IPAddress.TryParse(SiloAddress, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : throw new SettingException("SILO_ADDRESS", "is not an IP address at which other silos can reach this one.");

    /// <summary>Redis as the settings have it; null when they name none.</summary>
    /// <exception cref="SettingException">The URL is malformed.</exception>
    public static RedisOptions? Redis(IConfiguration settings)
    {
        try
        {
            return settings[RedisUrlName] is { Length: > 0 } url ? new RedisOptions { Server = RedisUrl.Parse(url) } : null;
        }
        catch (FormatException malformed)
        {
            throw new SettingException(RedisUrlName, malformed.Message);
        }
    }
}
