using System.Net;
using MediAgents.Contract.Stores;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Tests.Postgres;
using Orleans.Runtime;

namespace MediAgents.Silo.Tests.Clustering;

/// <summary>What Orleans asks of a membership table, through its own provider on our tables.</summary>
[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class MembershipTests(PostgresServer server)
{
    private static readonly DateTime Now = new(2026, 11, 20, 9, 30, 0, 120, DateTimeKind.Utc);

    [StoreFact]
    public async Task A_new_cluster_has_a_version_and_no_silo()
    {
        await using var tables = await OpenAsync();
        await tables.Membership.InitializeMembershipTable(tryInitTableVersion: true);
        var read = await tables.Membership.ReadAll();
        read.Members.ShouldBeEmpty();
        read.Version.Version.ShouldBe(0);
    }

    [StoreFact]
    public async Task A_silo_is_read_as_it_was_written()
    {
        await using var tables = await OpenAsync();
        var entry = Silo(1, SiloStatus.Joining);
        (await tables.Membership.InsertRow(entry, await NextAsync(tables))).ShouldBeTrue();
        entry.Status = SiloStatus.Active;
        entry.IAmAliveTime = Now.AddSeconds(5);
        entry.SuspectTimes = [Tuple.Create(Silo(2).SiloAddress, Now), Tuple.Create(Silo(3).SiloAddress, Now.AddSeconds(1))];
        (await tables.Membership.UpdateRow(entry, "", await NextAsync(tables))).ShouldBeTrue();

        foreach (var read in new[] { await tables.Membership.ReadAll(), await tables.Membership.ReadRow(entry.SiloAddress) })
        {
            read.Version.Version.ShouldBe(2);
            var found = read.Members.ShouldHaveSingleItem().Item1;
            (found.SiloAddress, found.SiloName, found.HostName, found.Status, found.ProxyPort, found.StartTime, found.IAmAliveTime)
                .ShouldBe((entry.SiloAddress, "silo-1", "host-1", SiloStatus.Active, 30000, Now, Now.AddSeconds(5)));
            found.SuspectTimes.ShouldBe(entry.SuspectTimes);
        }
    }

    [StoreFact]
    public async Task A_change_from_a_version_that_has_passed_changes_nothing()
    {
        await using var tables = await OpenAsync();
        var passed = await NextAsync(tables);
        (await tables.Membership.InsertRow(Silo(1), passed)).ShouldBeTrue();
        (await tables.Membership.InsertRow(Silo(2), passed)).ShouldBeFalse();
        (await tables.Membership.UpdateRow(Silo(1, SiloStatus.Dead), "", passed)).ShouldBeFalse();

        var read = await tables.Membership.ReadAll();
        read.Version.Version.ShouldBe(1);
        read.Members.ShouldHaveSingleItem().Item1.Status.ShouldBe(SiloStatus.Active);
    }

    [StoreFact]
    public async Task A_silo_is_added_once_and_an_unknown_one_cannot_be_changed()
    {
        await using var tables = await OpenAsync();
        await InsertAsync(tables, Silo(1));
        (await tables.Membership.InsertRow(Silo(1), await NextAsync(tables))).ShouldBeFalse();
        (await tables.Membership.UpdateRow(Silo(2), "", await NextAsync(tables))).ShouldBeFalse();
        (await tables.Membership.ReadAll()).Version.Version.ShouldBe(1);

        var unknown = await tables.Membership.ReadRow(Silo(2).SiloAddress);
        unknown.Members.ShouldBeEmpty();
        unknown.Version.Version.ShouldBe(1);
    }

    [StoreFact]
    public async Task Of_silos_that_join_at_once_each_gets_a_version_of_its_own()
    {
        await using var tables = await OpenAsync();
        const int Silos = 12;
        var accepted = await Task.WhenAll(Enumerable.Range(1, Silos).Select(number => Task.Run(async () =>
        {
            while (true)
            {
                var next = await NextAsync(tables);
                if (await tables.Membership.InsertRow(Silo(number), next))
                    return next.Version;
            }
        })));
        accepted.ShouldBe(Enumerable.Range(1, Silos), ignoreOrder: true);
        var read = await tables.Membership.ReadAll();
        read.Version.Version.ShouldBe(Silos);
        read.Members.Count.ShouldBe(Silos);
    }

    [StoreFact]
    public async Task A_sign_of_life_is_no_change_of_the_cluster()
    {
        await using var tables = await OpenAsync();
        var entry = Silo(1);
        await InsertAsync(tables, entry);
        entry.IAmAliveTime = Now.AddMinutes(1);
        await tables.Membership.UpdateIAmAlive(entry);
        var read = await tables.Membership.ReadAll();
        read.Version.Version.ShouldBe(1);
        read.Members.ShouldHaveSingleItem().Item1.IAmAliveTime.ShouldBe(Now.AddMinutes(1));
    }

    [StoreFact]
    public async Task Rows_of_silos_long_gone_are_cleaned_away_and_active_ones_stay()
    {
        await using var tables = await OpenAsync();
        await InsertAsync(tables, Silo(1, SiloStatus.Dead, alive: Now.AddDays(-8)));
        await InsertAsync(tables, Silo(2, SiloStatus.Active, alive: Now.AddDays(-8)));
        await InsertAsync(tables, Silo(3, SiloStatus.Dead, alive: Now.AddDays(-6)));
        await InsertAsync(tables, Silo(4, SiloStatus.Joining, alive: Now.AddDays(-8)));
        await tables.Membership.CleanupDefunctSiloEntries(new DateTimeOffset(Now.AddDays(-7)));
        (await NamesAsync(tables)).ShouldBe(["silo-2", "silo-3"]);
    }

    [StoreFact]
    public async Task Clusters_in_one_database_do_not_see_each_other()
    {
        var options = await CreateAsync();
        await using var ours = await ClusterTables.OpenAsync(options);
        await using var theirs = await ClusterTables.OpenAsync(options, cluster: "theirs");
        await InsertAsync(ours, Silo(1, SiloStatus.Dead, alive: Now.AddDays(-8)));
        await InsertAsync(theirs, Silo(1, SiloStatus.Dead, alive: Now.AddDays(-8)));

        await theirs.Membership.CleanupDefunctSiloEntries(new DateTimeOffset(Now));
        (await NamesAsync(theirs)).ShouldBeEmpty();
        (await NamesAsync(ours)).ShouldBe(["silo-1"]);

        await ours.Membership.DeleteMembershipTableEntries("theirs");
        (await ours.Membership.ReadAll()).Version.Version.ShouldBe(1);
        await theirs.Membership.InitializeMembershipTable(tryInitTableVersion: true);
        (await theirs.Membership.ReadAll()).Version.Version.ShouldBe(0);
    }

    private static MembershipEntry Silo(int number, SiloStatus status = SiloStatus.Active, DateTime? alive = null) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse($"10.0.0.{number}"), 11111, 700_000_000 + number),
        SiloName = $"silo-{number}",
        HostName = $"host-{number}",
        Status = status,
        ProxyPort = 30000,
        StartTime = alive ?? Now,
        IAmAliveTime = alive ?? Now,
    };

    private static async Task<TableVersion> NextAsync(ClusterTables tables) => (await tables.Membership.ReadAll()).Version.Next();

    private static async Task InsertAsync(ClusterTables tables, MembershipEntry entry) =>
        (await tables.Membership.InsertRow(entry, await NextAsync(tables))).ShouldBeTrue();

    private static async Task<IEnumerable<string>> NamesAsync(ClusterTables tables) =>
        (await tables.Membership.ReadAll()).Members.Select(member => member.Item1.SiloName).Order(StringComparer.Ordinal);

    private async Task<ClusterTables> OpenAsync() => await ClusterTables.OpenAsync(await CreateAsync());

    private async Task<PostgresOptions> CreateAsync() => new() { Database = await server.CreateDatabaseAsync() };
}
