using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Grains.Cluster.Messages;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace MediAgents.Grains.Cluster.Tests.Messages;

/// <summary>Messages on their way through Orleans, from one process to another.</summary>
public sealed class TravellingTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddGrainMessages().BuildServiceProvider();

    public void Dispose() => services.Dispose();

    [Fact]
    public void A_request_of_any_content_arrives_as_it_was_sent() =>
        Prop.ForAll(Contents(MessageTypes.Requests), content =>
            Describe(Travel(GrainMessage.Request(content.Value)).ReadRequest()) == Describe(content.Value)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_reply_of_any_content_arrives_as_it_was_sent() =>
        Prop.ForAll(Contents(MessageTypes.Replies), content =>
            Describe(Invoke(nameof(ReplyAndRead), content)!) == Describe(content.Value)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_message_that_came_from_elsewhere_can_be_passed_on()
    {
        var ping = new Conversations.DescribeSession(new Primitives.PatientId("ab"));
        Travel(Travel(GrainMessage.Request(ping))).ReadRequest().ShouldBe(ping);
    }

    [Fact]
    public void Several_messages_travel_in_one()
    {
        var (first, second) = (GrainMessage.Reply("one"), GrainMessage.Reply("two"));
        var serializer = services.GetRequiredService<Serializer>();
        var arrived = serializer.Deserialize<List<GrainMessage>>(serializer.SerializeToArray(new List<GrainMessage> { first, second, first }))!;
        arrived.Select(one => one.ReadReply<string>()).ShouldBe(["one", "two", "one"]);
    }

    [Fact]
    public void A_message_whose_content_cannot_be_written_spoils_none_after_it()
    {
        var broken = GrainMessage.Reply(new Unwritable("begun"));
        Should.Throw<IOException>(() => Travel(broken));
        Travel(GrainMessage.Reply("whole")).ReadReply<string>().ShouldBe("whole");
    }

    [Fact]
    public void Within_a_process_it_is_passed_on_as_it_is()
    {
        var message = GrainMessage.Reply(new object());
        services.GetRequiredService<DeepCopier>().Copy(message).ShouldBeSameAs(message);
    }

    private static Arbitrary<Content> Contents(IReadOnlyList<Type> types) =>
        Arb.From(Gen.Choose(0, types.Count - 1).SelectMany(type => Gen.Choose(0, int.MaxValue - 1).Select(seed => new Content(types[type], seed))));

    private GrainMessage Travel(GrainMessage message)
    {
        var serializer = services.GetRequiredService<Serializer>();
        return serializer.Deserialize<GrainMessage>(serializer.SerializeToArray(message))!;
    }

    private T ReplyAndRead<T>(T reply) => Travel(GrainMessage.Reply(reply)).ReadReply<T>();

    private object? Invoke(string method, Content content) =>
        GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(content.Type).Invoke(this, [content.Value]);

    /// <summary>All that it holds, to the last member.</summary>
    private static string Describe(object? value) => value switch
    {
        null => "-",
        string text => $"'{text}'",
        JsonElement json => JsonSerializer.Serialize(json), // whose escapes may differ
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IDictionary entries => string.Join(',', entries.Keys.Cast<object>().Select(key => $"{key}={Describe(entries[key])}").Order(StringComparer.Ordinal)),
        IEnumerable items => $"[{string.Join(',', items.Cast<object?>().Select(Describe))}]",
        _ when value.GetType() is { IsClass: true } type => $"{type.Name}({string.Join(',', type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(one => $"{one.Name}:{Describe(one.GetValue(value))}"))})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A message made from a seed, which is what a failure shows.</summary>
    private sealed record Content(Type Type, int Seed)
    {
        public object Value => new Specimens(new Random(Seed), isWhole: false).Create(Type);
    }

    private sealed record Unwritable(string Begun)
    {
        public string Never => throw new IOException("As intended.");
    }
}
