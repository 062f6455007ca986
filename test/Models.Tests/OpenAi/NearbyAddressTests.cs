using System.Net;
using MediAgents.Models.OpenAi;

namespace MediAgents.Models.Tests.OpenAi;

public sealed class NearbyAddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1")]
    [InlineData("::1")]
    [InlineData("10.255.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.7")]
    [InlineData("169.254.1.1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:192.168.0.7")]
    public void Of_this_machine_or_a_private_network(string address) => NearbyAddress.Is(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("11.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("::ffff:8.8.8.8")]
    public void Of_the_world(string address) => NearbyAddress.Is(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("http://ollama.example.org/v1")]
    [InlineData("http://local.example/v1")]
    [InlineData("http://internal.com/v1")]
    [InlineData("http://134744072/v1")]
    [InlineData("http://0x08080808/v1")]
    public void A_public_name_or_number_is_no_local_host(string url) => NearbyAddress.MayBe(new Uri(url)).ShouldBeFalse();
}
