using MediAgents.Gateway.Authentication;
using MediAgents.Server.Settings;

namespace MediAgents.Server.Tests.Settings;

public sealed class ListenAddressesTests
{
    private static readonly ApiKeyRing NoKeys = ApiKeyRing.Parse(null);
    private static readonly ApiKeyRing Keys = ApiKeyRing.Parse("service:portal:key-of-portal-001");

    [Theory]
    [InlineData(null, "http://127.0.0.1:8080")]
    [InlineData("http://localhost:9000", "http://localhost:9000")]
    [InlineData("http://[::1]:9000", "http://[::1]:9000")]
    [InlineData("http://127.8.9.1:0", "http://127.8.9.1:0")]
    public void Loopback_needs_no_keys(string? setting, string url)
    {
        var addresses = ListenAddresses.Of(setting, NoKeys);

        addresses.OnLoopbackOnly.ShouldBeTrue();
        addresses.Urls.ShouldBe([url]);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://10.1.2.3:8080")]
    [InlineData("http://127.0.0.1:8080;http://0.0.0.0:8081")]
    [InlineData("http://hospital.example:8080")]
    public void Beyond_loopback_the_server_wants_keys(string setting)
    {
        Should.Throw<SettingException>(() => ListenAddresses.Of(setting, NoKeys)).Message.ShouldContain("API_KEYS");
        ListenAddresses.Of(setting, Keys).OnLoopbackOnly.ShouldBeFalse();
    }

    [Fact]
    public void Nonsense_is_no_address() =>
        Should.Throw<SettingException>(() => ListenAddresses.Of("port 8080 please", NoKeys)).Name.ShouldBe("ASPNETCORE_URLS");
}
