using MediAgents.Grains.Hosting;
using MediAgents.Records.Sealing;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>What somebody changes past a store that keeps grains in tables is not taken for a grain's.</summary>
public abstract class GrainTamperingConformance(StoreUnderTest store) : StoreConformance(store)
{
    private IGrainStorage Storage => Store.Grains;

    [StoreTheory]
    [InlineData("UPDATE grain SET state = (SELECT state FROM grain WHERE id = 'r2') WHERE id = 'r1'")]
    [InlineData("UPDATE grain SET version = 7 WHERE id = 'r1'")]
    [InlineData("UPDATE grain SET owner = (SELECT owner FROM grain WHERE id = 'r3') WHERE id = 'r1'")]
    [InlineData("UPDATE grain SET owner = NULL WHERE id = 'r1'")]
    public async Task A_state_opens_only_in_its_own_row(string tampering)
    {
        await Storage.CommitAsync(Turn(Run("r1"), 0, owner: Asha));
        await Storage.CommitAsync(Turn(Run("r2"), 0, owner: Asha));
        await Storage.CommitAsync(Turn(Run("r3"), 0, owner: Ravi));
        await Store.TamperAsync(tampering);
        await Should.ThrowAsync<SealBrokenException>(() => Storage.ReadAsync(Run("r1")));
        (await Storage.ReadAsync(Run("r2"))).ShouldNotBeNull();
    }

    [StoreFact]
    public async Task Journal_entries_cannot_be_exchanged()
    {
        await Storage.CommitAsync(Turn(Run("r1"), 0, appended: 1, owner: Asha));
        await Storage.CommitAsync(Turn(Run("r1"), 1, journalBefore: 1, appended: 1, owner: Asha));
        await Store.TamperAsync("UPDATE grain_journal SET entries = (SELECT entries FROM grain_journal WHERE first_seq = 1)");
        await Should.ThrowAsync<SealBrokenException>(() => Storage.ReadJournalAsync(Run("r1"), Asha));
    }
}
