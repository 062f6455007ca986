using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace MediAgents.Grains.Cluster.Tests.Calls;

/// <summary>What a grain throws in a silo decides what a gateway answers: it comes back as what it was.</summary>
public sealed class ExceptionsTests
{
    private static readonly GrainKey Key = new("run", "r_1");
    private static readonly PatientId Patient = new("ab");

    private static readonly Exception[] All =
    [
        new GrainBusyException(Key, 7),
        new GrainHostStoppingException(),
        new GrainOwnerClosedException(Key),
        new GrainUnavailableException(Key, new TimeoutException("Late.")),
        new UnknownGrainException("None."),
        new GrainConflictException(Key),
        new AccessDeniedException(Principal.Loopback, Patient),
        new RecordBeingErasedException(),
        new StorageUnavailableException("Away.", new IOException("Broken pipe.")),
        new SealBrokenException("Changed."),
        new SealKeyErasedException(),
    ];

    public static TheoryData<string> Names => [.. All.Select(one => one.GetType().Name)];

    [Theory, MemberData(nameof(Names))]
    public void It_comes_back_as_itself(string name)
    {
        var thrown = All.Single(one => one.GetType().Name == name);
        var caught = Travel(thrown);
        caught.ShouldBeOfType(thrown.GetType());
        caught.Message.ShouldBe(thrown.Message);
        caught.InnerException?.GetType().ShouldBe(thrown.InnerException?.GetType());
        caught.InnerException?.Message.ShouldBe(thrown.InnerException?.Message);
    }

    [Fact]
    public void Every_exception_of_the_grains_contract_is_among_them() =>
        typeof(IGrains).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Exception))).Except(All.Select(one => one.GetType())).ShouldBeEmpty();

    private static Exception Travel(Exception thrown)
    {
        using var services = new ServiceCollection().AddGrainMessages().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        return serializer.Deserialize<Exception>(serializer.SerializeToArray(thrown))!;
    }
}
