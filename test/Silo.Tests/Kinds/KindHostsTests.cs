using MediAgents.Grains;
using MediAgents.Silo.Hosting;
using MediAgents.Silo.Kinds;
using Orleans;

namespace MediAgents.Silo.Tests.Kinds;

public sealed class KindHostsTests
{
    private static readonly IReadOnlyList<Type> Hosts =
        [.. typeof(RunHost).Assembly.GetTypes().Where(type => !type.IsAbstract && GrainOf(type) is not null)];

    [Fact]
    public void Every_kind_has_one_host_under_its_name_and_for_its_class_and_there_is_no_other() =>
        Hosts.Select(host => (KindOf(host), GrainOf(host))).ShouldBe(GrainsSetup.Kinds.Select(kind => ((string?)kind.Name, (Type?)kind.Type)), ignoreOrder: true);

    [Fact]
    public void None_can_be_derived_from_which_would_be_a_second_host_of_the_kind() => Hosts.ShouldAllBe(host => host.IsSealed);

    private static Type? GrainOf(Type host) =>
        host.BaseType is { IsGenericType: true } hosting && hosting.GetGenericTypeDefinition() == typeof(HostingGrain<>) ? hosting.GetGenericArguments()[0] : null;

    private static string? KindOf(Type host) =>
        host.GetCustomAttributes(typeof(GrainTypeAttribute), inherit: false) is [GrainTypeAttribute name] ? name.GetGrainType(null!, host).ToString() : null;
}
