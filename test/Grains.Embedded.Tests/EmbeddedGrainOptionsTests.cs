using MediAgents.Contract.Storage;
using MediAgents.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Grains.Embedded.Tests;

public sealed class EmbeddedGrainOptionsTests
{
    public static TheoryData<string, Action<EmbeddedGrainOptions>> Mistakes => new()
    {
        { nameof(EmbeddedGrainOptions.IdleTimeout), options => options.IdleTimeout = TimeSpan.Zero },
        { nameof(EmbeddedGrainOptions.MailboxCapacity), options => options.MailboxCapacity = 0 },
        { nameof(EmbeddedGrainOptions.DrainTimeout), options => options.DrainTimeout = TimeSpan.FromSeconds(-1) },
        { nameof(EmbeddedGrainOptions.MaxCommitRetries), options => options.MaxCommitRetries = -1 },
        { nameof(EmbeddedGrainOptions.WakeUpConcurrency), options => options.WakeUpConcurrency = 0 },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_setting_out_of_range_stops_the_start_and_is_named(string setting, Action<EmbeddedGrainOptions> mistake)
    {
        var refused = Should.Throw<ArgumentOutOfRangeException>(() => new ServiceCollection().AddEmbeddedGrains([], mistake));

        refused.Message.ShouldContain(setting);
    }

    [Fact]
    public void Two_kinds_of_one_name_stop_the_start()
    {
        var kind = new GrainKind("twin", typeof(Twin), _ => new Twin(), "One of two.", []);

        Should.Throw<ArgumentException>(() => Resolve([kind, kind])).Message.ShouldContain("twin");
    }

    [Fact]
    public void A_kind_that_is_no_grain_stops_the_start()
    {
        var kind = new GrainKind("text", typeof(string), _ => new Twin(), "No grain.", []);

        Should.Throw<ArgumentException>(() => Resolve([kind])).Message.ShouldContain("String");
    }

    private static EmbeddedGrains Resolve(GrainKind[] kinds) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IGrainStorage, InMemoryGrainStorage>()
        .AddEmbeddedGrains(kinds)
        .BuildServiceProvider()
        .GetRequiredService<EmbeddedGrains>();

    private sealed class Twin : Grain;
}
