using System.Text.RegularExpressions;
using MediAgents.Architecture.Tests.Projects;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace MediAgents.Architecture.Tests.Deploy;

/// <summary>What <c>deploy/docker/compose.yaml</c> promises of every service.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Folder = Path.Combine(Solution.Root, "deploy/docker");
    private static readonly Dictionary<string, object> Compose = Read("compose.yaml");

    public static TheoryData<string> Services { get; } = [.. Map(Compose["services"]).Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_may_do_as_little_as_it_needs(string name)
    {
        var service = Service(name);

        service["read_only"].ShouldBe("true");
        List(service["cap_drop"]).ShouldBe(["ALL"]);
        List(service["security_opt"]).ShouldContain("no-new-privileges:true");
        service["user"].ShouldBeOfType<string>().ShouldNotStartWith("0");
        var limits = Map(Map(Map(service["deploy"])["resources"])["limits"]);
        limits.Keys.ShouldBe(["cpus", "memory"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Only_gateway_and_Grafana_can_be_reached_and_only_from_this_machine(string name)
    {
        var ports = Service(name).TryGetValue("ports", out var published) ? List(published) : [];

        ports.Count.ShouldBe(name is "gateway" or "grafana" ? 1 : 0);
        ports.ShouldAllBe(port => port.StartsWith("127.0.0.1:"));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Who_waits_for_a_service_to_be_well_waits_for_one_that_can_tell(string name)
    {
        foreach (var (other, how) in Service(name).TryGetValue("depends_on", out var awaited) ? Map(awaited) : [])
        {
            if ((string)Map(how)["condition"] == "service_healthy")
                Service(other).ShouldContainKey("healthcheck");
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void What_it_mounts_and_builds_from_is_there(string name)
    {
        var service = Service(name);
        foreach (var volume in service.TryGetValue("volumes", out var mounted) ? List(mounted) : [])
        {
            var source = volume.Split(':')[0];
            if (source.StartsWith('.'))
                Path.Exists(Path.Combine(Folder, source)).ShouldBeTrue(volume);
            else
                Map(Compose["volumes"]).ShouldContainKey(source);
        }

        if (service.TryGetValue("build", out var build))
            File.Exists(Path.Combine(Folder, (string)Map(build)["context"], (string)Map(build)["dockerfile"])).ShouldBeTrue(name);
        Tag().IsMatch((string)service["image"]).ShouldBeTrue("an image has a tag");
    }

    [Fact]
    public void Every_variable_is_in_the_example_and_every_secret_is_empty_there()
    {
        var example = File.ReadLines(Path.Combine(Folder, ".env.example")).Where(line => line.Length > 0 && !line.StartsWith('#'))
            .ToDictionary(line => line[..line.IndexOf('=')], line => line[(line.IndexOf('=') + 1)..], StringComparer.Ordinal);
        var used = Variable().Matches(File.ReadAllText(Path.Combine(Folder, "compose.yaml"))).ToList();

        used.Select(variable => variable.Groups["name"].Value).Distinct().ShouldBe(example.Keys, ignoreOrder: true);
        used.Where(variable => variable.Groups["required"].Success).ShouldAllBe(variable => example[variable.Groups["name"].Value] == "");
    }

    [Fact]
    public void The_silos_and_the_gateway_are_what_Prometheus_asks()
    {
        var asked = List(Read("../observability/prometheus/prometheus.yml")["scrape_configs"], Map)
            .SelectMany(job => List(job["static_configs"], Map)).SelectMany(config => List(config["targets"]));

        asked.Where(target => target.StartsWith("silo") || target.StartsWith("gateway")).ShouldBe(["gateway:8080", "silo-1:8081", "silo-2:8081"], ignoreOrder: true);
    }

    private static Dictionary<string, object> Service(string name) => Map(Map(Compose["services"])[name]);

    private static Dictionary<string, object> Read(string file) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(new StringReader(File.ReadAllText(Path.Combine(Folder, file))))));

    private static Dictionary<string, object> Map(object value) =>
        ((Dictionary<object, object>)value).ToDictionary(pair => (string)pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static List<string> List(object value) => List(value, one => (string)one);

    private static List<T> List<T>(object value, Func<object, T> item) => [.. ((List<object>)value).Select(item)];

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>\w+)(?<required>:\?)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@":[\w.${}:-]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
