using System.Net;
using MediAgents.Server.Cluster;
using MediAgents.Server.Settings;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server.Tests.Cluster;

public sealed class ClusterSettingsTests
{
    private const string Database = "postgresql://agents:secret@db.example/agents";

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("ward-7", true)]
    public void A_cluster_is_one_that_has_a_name(string? id, bool isSet) => ClusterSettings.AreSet(Settings(("CLUSTER_ID", id))).ShouldBe(isSet);

    [Fact]
    public void A_silo_of_no_cluster_does_not_start() =>
        Should.Throw<SettingException>(() => ClusterSettings.Read(Settings())).Name.ShouldBe("CLUSTER_ID");

    [Theory]
    [InlineData("CLUSTER_ID", "-ward")]
    [InlineData("CLUSTER_ID", "ward 7")]
    [InlineData("SILO_PORT", "0")]
    [InlineData("SILO_GATEWAY_PORT", "65536")]
    [InlineData("CLUSTER_PROBE_SECONDS", "0")]
    [InlineData("CLUSTER_MISSED_PROBES", "21")]
    [InlineData("CLUSTER_CALL_TIMEOUT_SECONDS", "soon")]
    public void A_wrong_value_stops_the_start_with_its_name(string name, string value) =>
        Should.Throw<SettingException>(() => ClusterSettings.Read(Settings(name == "CLUSTER_ID" ? [(name, value)] : [("CLUSTER_ID", "ours"), (name, value)]))).Name.ShouldBe(name);

    [Fact]
    public void Its_members_meet_in_PostgreSQL() =>
        Should.Throw<SettingException>(() => Read().Membership(Settings())).Name.ShouldBe("DATABASE_URL");

    [Fact]
    public void What_is_set_is_what_membership_goes_by()
    {
        var settings = Settings(
            ("CLUSTER_ID", "ours"),
            ("DATABASE_URL", Database),
            ("CLUSTER_PROBE_SECONDS", "2"),
            ("CLUSTER_MISSED_PROBES", "4"),
            ("CLUSTER_CALL_TIMEOUT_SECONDS", "9"));
        var membership = ClusterSettings.Read(settings).Membership(settings);
        membership.ClusterId.ShouldBe("ours");
        membership.ProbePeriod.ShouldBe(TimeSpan.FromSeconds(2));
        membership.MissedProbes.ShouldBe(4);
        membership.CallTimeout.ShouldBe(TimeSpan.FromSeconds(9));
    }

    [Fact]
    public void A_silo_is_reached_at_an_address_and_no_name()
    {
        Read(("SILO_ADDRESS", "10.1.2.3")).Address().ShouldBe(IPAddress.Parse("10.1.2.3"));
        Should.Throw<SettingException>(() => Read(("SILO_ADDRESS", "silo-0.example")).Address()).Name.ShouldBe("SILO_ADDRESS");
    }

    [Fact]
    public void Redis_is_used_where_one_is_named()
    {
        ClusterSettings.Redis(Settings()).ShouldBeNull();
        ClusterSettings.Redis(Settings(("REDIS_URL", "redis://:secret@cache:6380/2"))).ShouldNotBeNull();
        var malformed = Should.Throw<SettingException>(() => ClusterSettings.Redis(Settings(("REDIS_URL", "http://:secret@cache"))));
        malformed.Name.ShouldBe("REDIS_URL");
        malformed.Message.ShouldNotContain("secret");
    }

    private static ClusterSettings Read(params (string Name, string? Value)[] settings) => ClusterSettings.Read(Settings([("CLUSTER_ID", "ours"), .. settings]));

    private static IConfiguration Settings(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, one.Value))).Build();
}
