using MediAgents.Records.Sealing;

namespace MediAgents.Records.Tests.Sealing;

public sealed class DataKeyCacheTests
{
    private readonly DataKeyCache cache = new(capacity: 3);

    [Fact]
    public void It_holds_no_more_than_its_capacity()
    {
        for (var i = 0; i < 100; i++)
            Add($"{i}");
        cache.Count.ShouldBe(3);
    }

    [Fact]
    public void Who_was_used_stays_longer_than_who_was_not()
    {
        Add("used");
        Add("idle");
        Add("other");
        cache.Find("used").ShouldNotBeNull();
        Add("new");

        cache.Find("used").ShouldNotBeNull();
        cache.Find("idle").ShouldBeNull();
    }

    [Fact]
    public void Who_was_removed_and_came_again_is_found_by_the_new_key()
    {
        Add("a");
        cache.Remove("a");
        cache.Find("a").ShouldBeNull();
        var again = Add("a");
        Add("b");
        Add("c");
        cache.Find("a").ShouldBeSameAs(again);
        cache.Count.ShouldBe(3);
    }

    private OwnerKeys Add(string owner)
    {
        var key = new OwnerKeys(new DataKey(new SealKeyId(1), new DataKeySecret(new byte[32])), confirmedAt: 0);
        cache.Add(owner, key);
        return key;
    }
}
