using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediAgents.Grains.Cluster.Messages;
using MediAgents.Primitives;

namespace MediAgents.Grains.Cluster.Tests.Messages;

/// <summary>Silos and gateways of different releases talk to each other while a cluster is upgraded.</summary>
public sealed class RecordedMessagesTests
{
    public static TheoryData<string> Recorded => [.. Recordings.All];

    [Fact]
    public void Every_message_has_a_recording()
    {
        var recorded = Recordings.All.Select(Recordings.NameIn).ToHashSet();
        var missing = MessageTypes.Requests.Concat(MessageTypes.Replies).Where(type => !recorded.Contains(MessageTypes.NameOf(type))).ToList();
        missing.ForEach(Recordings.Add);
        missing.Select(MessageTypes.NameOf).ShouldBeEmpty(
            $"Add recordings: run this test once with {Recordings.Folder} set to the folder of the release, e.g. test/Grains.Cluster.Tests/Messages/Recorded/0.1 as a full path, and commit the files it writes.");
    }

    [Theory, MemberData(nameof(Recorded))]
    public void This_release_reads_it_and_loses_nothing_of_it(string recording)
    {
        var json = Recordings.Read(recording);
        var again = WriteAgain(recording, json);
        MissingIn(again, JsonNode.Parse(json)!, "").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Recorded))]
    public void What_a_later_release_adds_to_it_is_passed_over(string recording)
    {
        var recorded = JsonNode.Parse(Recordings.Read(recording))!;
        var later = recorded.DeepClone();
        AddMembers(later).ShouldBeGreaterThan(later is JsonObject ? 0 : -1);
        MissingIn(WriteAgain(recording, Encoding.UTF8.GetBytes(later.ToJsonString())), recorded, "").ShouldBeEmpty();
    }

    /// <summary>Reads it as its receiver does, and writes what was understood.</summary>
    private static JsonNode WriteAgain(string recording, byte[] json)
    {
        var name = Recordings.NameIn(recording);
        var reply = MessageTypes.Replies.SingleOrDefault(type => MessageTypes.NameOf(type) == name);
        var read = reply is null ? new GrainMessage(name, json, trace: null).ReadRequest() : ReadReply(reply, json);
        return JsonSerializer.SerializeToNode(read, reply ?? read.GetType(), WireJson.Options)!;
    }

    private static object ReadReply(Type type, byte[] json) =>
        typeof(GrainMessage).GetMethod(nameof(GrainMessage.ReadReply))!.MakeGenericMethod(type).Invoke(new GrainMessage(name: null, json, trace: null), null)!;

    private static IEnumerable<string> MissingIn(JsonNode? written, JsonNode? recorded, string path) => (written, recorded) switch
    {
        (JsonObject now, JsonObject then) => then.SelectMany(member =>
            now.ContainsKey(member.Key) ? MissingIn(now[member.Key], member.Value, $"{path}/{member.Key}") : [$"{path}/{member.Key}"]),
        (JsonArray now, JsonArray then) when now.Count == then.Count => then.SelectMany((item, i) => MissingIn(now[i], item, $"{path}/{i}")),
        _ => JsonNode.DeepEquals(written, recorded) ? [] : [path],
    };

    private static int AddMembers(JsonNode? node)
    {
        var added = 0;
        if (node is JsonObject members)
        {
            added = members.Select(member => member.Value).ToList().Sum(AddMembers) + 1;
            members["of_a_later_release"] = 7; // a number: in a dictionary of counts it counts as one more
        }

        return node is JsonArray items ? items.Sum(AddMembers) : added;
    }
}
