using MediAgents.Contract.Stores;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Tests.Postgres;
using Orleans.Runtime;

namespace MediAgents.Silo.Tests.Clustering;

/// <summary>What Orleans asks of a reminder table, through its own provider on our tables.</summary>
[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class ReminderTests(PostgresServer server)
{
    private static readonly DateTime Start = new(2026, 11, 20, 9, 30, 0, 120, DateTimeKind.Utc);

    [StoreFact]
    public async Task A_reminder_is_read_as_it_was_written()
    {
        await using var tables = await OpenAsync();
        await tables.Reminders.UpsertRow(Reminder("a", period: TimeSpan.FromMinutes(1)));
        await tables.Reminders.UpsertRow(Reminder("a", period: TimeSpan.FromDays(40))); // more milliseconds than 32 bits hold

        var found = (await tables.Reminders.ReadRow(Grain("a"), "wake")).ShouldNotBeNull();
        (found.GrainId, found.ReminderName, found.StartAt, found.Period).ShouldBe((Grain("a"), "wake", Start, TimeSpan.FromDays(40)));
        (await tables.Reminders.ReadRow(Grain("a"), "sleep")).ShouldBeNull();
        (await tables.Reminders.ReadRows(Grain("a"))).Reminders.ShouldHaveSingleItem().ReminderName.ShouldBe("wake");
        (await tables.Reminders.ReadRows(Grain("b"))).Reminders.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Whoever_holds_an_old_registration_cannot_remove_the_new_one()
    {
        await using var tables = await OpenAsync();
        var first = (await tables.Reminders.UpsertRow(Reminder("a"))).ShouldNotBeNull();
        (await tables.Reminders.RemoveRow(Grain("a"), "wake", first)).ShouldBeTrue();
        var second = (await tables.Reminders.UpsertRow(Reminder("a"))).ShouldNotBeNull();
        (await tables.Reminders.RemoveRow(Grain("a"), "wake", first)).ShouldBeFalse();
        var third = (await tables.Reminders.UpsertRow(Reminder("a"))).ShouldNotBeNull();
        (await tables.Reminders.RemoveRow(Grain("a"), "wake", second)).ShouldBeFalse();
        (await tables.Reminders.RemoveRow(Grain("a"), "wake", third)).ShouldBeTrue();
        (await tables.Reminders.ReadRow(Grain("a"), "wake")).ShouldBeNull();
    }

    [StoreFact]
    public async Task The_arcs_of_the_ring_share_all_reminders_out()
    {
        await using var tables = await OpenAsync();
        var grains = Enumerable.Range(0, 60).Select(number => $"g{number}").ToList();
        foreach (var grain in grains)
            await tables.Reminders.UpsertRow(Reminder(grain));

        // The first and the last arc end in the middle of the signed numbers and pass over their end.
        uint[] cuts = [0x1000_0000, 0x5000_0000, 0x9000_0000, 0xF000_0000];
        var shares = new List<IEnumerable<string>>();
        for (var i = 0; i < cuts.Length; i++)
        {
            var (begin, end) = (cuts[i], cuts[(i + 1) % cuts.Length]);
            var share = await NamesAsync(tables, begin, end);
            share.ShouldBe(grains.Where(grain => IsOn(begin, end, Grain(grain).GetUniformHashCode())), ignoreOrder: true);
            shares.Add(share);
        }

        shares.SelectMany(share => share).ShouldBe(grains, ignoreOrder: true);
        (await NamesAsync(tables, 7, 7)).ShouldBe(grains, ignoreOrder: true);
    }

    [StoreFact]
    public async Task Services_in_one_database_do_not_see_each_other()
    {
        var options = new PostgresOptions { Database = await server.CreateDatabaseAsync() };
        await using var ours = await ClusterTables.OpenAsync(options);
        await using var theirs = await ClusterTables.OpenAsync(options, service: "theirs");
        await ours.Reminders.UpsertRow(Reminder("a"));
        await theirs.Reminders.TestOnlyClearTable();
        (await NamesAsync(theirs, 0, 0)).ShouldBeEmpty();
        (await NamesAsync(ours, 0, 0)).ShouldBe(["a"]);
    }

    private static GrainId Grain(string key) => GrainId.Create("run", key);

    private static ReminderEntry Reminder(string grain, TimeSpan? period = null) => new()
    {
        GrainId = Grain(grain),
        ReminderName = "wake",
        StartAt = Start,
        Period = period ?? TimeSpan.FromMinutes(1),
    };

    private static bool IsOn(uint begin, uint end, uint hash) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static async Task<List<string>> NamesAsync(ClusterTables tables, uint begin, uint end) =>
        [.. (await tables.Reminders.ReadRows(begin, end)).Reminders.Select(reminder => reminder.GrainId.Key.ToString()!)];

    private async Task<ClusterTables> OpenAsync() =>
        await ClusterTables.OpenAsync(new PostgresOptions { Database = await server.CreateDatabaseAsync() });
}
