using System.Net;

namespace MediAgents.Models.OpenAi;

/// <summary>Addresses that lead no further than this machine or a private network (RFC 1918, RFC 3927, RFC 4193, RFC 4291).</summary>
public static class NearbyAddress
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
    ];

    private static readonly string[] PrivateEndings = [".local", ".internal", ".localhost", ".lan", ".home.arpa", ".svc", ".cluster.local"];

    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain)
            || Array.Exists(Private, network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>True for a host that may be local: such an address, a name without a dot, or one that no public domain has.</summary>
    public static bool MayBe(Uri url) => url.HostNameType switch
    {
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && Is(address),
        _ => !url.Host.Contains('.') || Array.Exists(PrivateEndings, ending => url.Host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)),
    };
}
