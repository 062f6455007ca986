using System.Security.Cryptography;
using MediAgents.Records.Sealing;

namespace MediAgents.Contract.Stores;

/// <summary>Wrapped data keys, whatever keeps them.</summary>
public abstract class DataKeyStoreConformance(StoreUnderTest store) : StoreConformance(store)
{
    private const string Owner = "owner";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private IDataKeyStore Keys => Store.DataKeys;

    [StoreFact]
    public void The_first_key_stays_the_current_one()
    {
        var first = Key(1);
        ShouldBe(Keys.GetOrAdd(Owner, first), first);
        ShouldBe(Keys.GetOrAdd(Owner, Key(2)), first);
        ShouldBe(Keys.Find(Owner).ShouldNotBeNull(), first);
        Keys.Find("another").ShouldBeNull();
    }

    [StoreFact]
    public void A_renewed_key_leaves_the_earlier_one_until_it_is_retired()
    {
        Keys.GetOrAdd(Owner, Key(1));

        Keys.TryRenew(Owner, new SealKeyId(1), Key(-2), Now).ShouldBeTrue();
        Keys.TryRenew(Owner, new SealKeyId(1), Key(3), Now).ShouldBeFalse(); // it is not current any more

        Keys.Find(Owner)!.Id.Value.ShouldBe(-2);
        Keys.FindEarlier(Owner).ShouldHaveSingleItem().Id.Value.ShouldBe(1);
        Keys.ListEarlier(null, 10).ShouldHaveSingleItem().ReplacedAt.ShouldBe(Now);
        Keys.Retire(Owner, new SealKeyId(-2)).ShouldBeFalse(); // the current one never is
        Keys.Retire("another", new SealKeyId(1)).ShouldBeFalse();
        Keys.Retire(Owner, new SealKeyId(1)).ShouldBeTrue();
        Keys.Retire(Owner, new SealKeyId(1)).ShouldBeFalse();
        Keys.FindEarlier(Owner).ShouldBeEmpty();
    }

    [StoreFact]
    public void Erasing_takes_every_key_of_the_owner_and_of_nobody_else()
    {
        Keys.GetOrAdd(Owner, Key(1));
        Keys.TryRenew(Owner, new SealKeyId(1), Key(2), Now);
        Keys.GetOrAdd("another", Key(3));

        Keys.Erase(Owner).ShouldBeTrue();

        Keys.Find(Owner).ShouldBeNull();
        Keys.FindEarlier(Owner).ShouldBeEmpty();
        Keys.Erase(Owner).ShouldBeFalse();
        Keys.Find("another").ShouldNotBeNull();
        Keys.GetOrAdd(Owner, Key(4)).Id.Value.ShouldBe(4);
        Keys.FindErased(Owner).Select(id => id.Value).ShouldBe([1, 2]);
        Keys.FindErased("another").ShouldBeEmpty();
    }

    [StoreFact]
    public void A_key_is_replaced_only_if_it_is_unchanged()
    {
        var (one, two) = (Keys.GetOrAdd(Owner, Key(1)), Keys.GetOrAdd("another", Key(2)));
        var rewrapped = Key(1) with { MasterKeyId = "new" };

        Keys.Replace(
        [
            new KeyReplacement(Owner, one, rewrapped),
            new KeyReplacement("another", two with { Wrapped = RandomNumberGenerator.GetBytes(92) }, two with { MasterKeyId = "new" }),
            new KeyReplacement("nobody", two, two with { MasterKeyId = "new" }),
        ]).ShouldBe(1);

        ShouldBe(Keys.Find(Owner)!, rewrapped);
        ShouldBe(Keys.Find("another")!, two);
    }

    [StoreFact]
    public void Keys_are_listed_in_pages_and_counted_by_their_master_key()
    {
        for (var i = 1; i <= 7; i++)
            Keys.GetOrAdd($"owner {i}", Key(i % 2 == 0 ? i : -i) with { MasterKeyId = i == 4 ? "new" : "old" });

        Pages(after => Keys.ListUnderOthers("new", after, 2)).Select(key => key.Key.Id.Value).ShouldBe([-7, -5, -3, -1, 2, 6]);
        Keys.ListOwners(null, 3).ShouldBe(["owner 1", "owner 2", "owner 3"]);
        Keys.ListOwners("owner 5", 3).ShouldBe(["owner 6", "owner 7"]);
        Keys.CountByMasterKey().ShouldBe(new Dictionary<string, long> { ["new"] = 1, ["old"] = 6 }, ignoreOrder: true);
    }

    [StoreFact]
    public async Task Of_many_that_renew_at_once_one_does()
    {
        Keys.GetOrAdd(Owner, Key(1));

        var renewed = await Task.WhenAll(Enumerable.Range(2, 8).Select(id => Task.Run(() => Keys.TryRenew(Owner, new SealKeyId(1), Key(id), Now))));

        renewed.Count(won => won).ShouldBe(1);
        Keys.FindEarlier(Owner).ShouldHaveSingleItem();
    }

    private static IEnumerable<KeptDataKey> Pages(Func<SealKeyId?, IReadOnlyList<KeptDataKey>> page)
    {
        SealKeyId? after = null;
        while (page(after) is { Count: > 0 } keys)
        {
            foreach (var key in keys)
                yield return key;
            after = keys[^1].Key.Id;
        }
    }

    private static WrappedDataKey Key(long id) => new(new SealKeyId(id), "old", RandomNumberGenerator.GetBytes(92));

    private static void ShouldBe(WrappedDataKey found, WrappedDataKey expected)
    {
        found.ShouldBe(expected with { Wrapped = found.Wrapped });
        found.Wrapped.ToArray().ShouldBe(expected.Wrapped.ToArray());
    }
}
