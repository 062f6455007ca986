using MediAgents.Gateway.Authentication;

namespace MediAgents.Gateway.Tests.Authentication;

public sealed class ApiKeyRingTests
{
    [Fact]
    public void Several_keys_are_valid_at_once_and_know_whose_they_are()
    {
        var ring = ApiKeyRing.Parse("user:alice:key-of-alice-0001, service:portal:key-of-portal-001\nuser:urn:bob:key-of-bob-000001");

        ring.CallerOf("key-of-alice-0001").ShouldBe(new Caller("user", "alice"));
        ring.CallerOf("key-of-portal-001").ShouldBe(new Caller("portal", null));
        ring.CallerOf("key-of-bob-000001").ShouldBe(new Caller("user", "urn:bob"));
        ring.CallerOf("key-of-nobody-001").ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , \n")]
    public void No_entry_is_no_key(string? setting) => ApiKeyRing.Parse(setting).IsEmpty.ShouldBeTrue();

    [Fact]
    public void A_key_of_two_callers_is_refused() =>
        Should.Throw<FormatException>(() => ApiKeyRing.Parse("user:alice:key-of-both-00001,user:bob:key-of-both-00001")).Message.ShouldContain("entry 2");

    [Theory]
    [InlineData("alice:key-of-alice-0001")]
    [InlineData("user::key-of-alice-0001")]
    [InlineData("user:alice:short")]
    [InlineData("robot:alice:key-of-alice-0001")]
    public void A_malformed_entry_is_refused_without_showing_it(string setting)
    {
        var malformed = Should.Throw<FormatException>(() => ApiKeyRing.Parse(setting));

        malformed.Message.ShouldContain("entry 1");
        malformed.Message.ShouldNotContain("alice");
    }
}
