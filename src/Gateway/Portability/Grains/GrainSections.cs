using System.Text.Json;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using MediAgents.Records.Portability;

namespace MediAgents.Gateway.Portability.Grains;

/// <summary>
/// The patient's grains: <c>conversations/</c> with their messages and runs, <c>audits/</c>, <c>reports/</c>, and every other kind,
/// also of agents yet to be written, in <c>grains/KIND/</c>.
/// </summary>
internal sealed class GrainSections(GrainFiles files, IReadOnlyList<GrainKind> kinds) : IArchiveSection
{
    public async Task WriteAsync(RecordArchive archive, PatientScope scope, CancellationToken cancellationToken)
    {
        var runs = await WriteConversationsAsync(archive, scope.Patient, cancellationToken);
        foreach (var kind in kinds.Select(kind => kind.Name).Where(kind => kind != GrainKinds.Conversation))
        {
            await foreach (var key in files.ListAsync(kind, scope.Patient, cancellationToken))
            {
                if (kind == GrainKinds.Run && runs.Contains(key.Id))
                    continue;
                if (await files.FindAsync(key, scope.Patient, cancellationToken) is { } grain)
                    await archive.AddAsync(ArchivePaths.Of(FolderOf(kind), key.Id), content => files.WriteAsync(content, key, scope.Patient, grain, cancellationToken), cancellationToken);
            }
        }
    }

    /// <summary>Returns the runs that stand in a conversation.</summary>
    private async Task<HashSet<string>> WriteConversationsAsync(RecordArchive archive, PatientId patient, CancellationToken cancellationToken)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var key in files.ListAsync(GrainKinds.Conversation, patient, cancellationToken))
        {
            if (await files.FindAsync(key, patient, cancellationToken) is { } grain)
                await archive.AddAsync(ArchivePaths.Of("conversations", key.Id), content => WriteConversationAsync(content, key, patient, grain, runs, cancellationToken), cancellationToken);
        }

        return runs;
    }

    private async Task WriteConversationAsync(
        Stream content, GrainKey key, PatientId patient, StoredGrain grain, HashSet<string> runs, CancellationToken cancellationToken)
    {
        var own = new List<string>();
        await using var json = new Utf8JsonWriter(content);
        json.WriteStartObject();
        json.WriteString("session_id", key.Id);
        json.WritePropertyName("state");
        json.WriteRawValue(grain.State.Span);
        await files.WriteJournalAsync(json, "messages", key, patient, entry => Note(entry.Json, own, runs), cancellationToken);
        json.WriteStartArray("runs");
        foreach (var run in own)
        {
            json.WriteStartObject();
            json.WriteString("run_id", run);
            await files.WriteJournalAsync(json, "events", GrainKinds.RunOf(run), patient, cancellationToken: cancellationToken);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Note(ReadOnlyMemory<byte> message, List<string> own, HashSet<string> runs)
    {
        using var parsed = JsonDocument.Parse(message);
        if (parsed.RootElement.TryGetProperty("run_id", out var run) && run.GetString() is { } id && runs.Add(id))
            own.Add(id);
    }

    private static string FolderOf(string kind) => kind switch
    {
        GrainKinds.Audit => "audits",
        GrainKinds.Report => "reports",
        _ => $"grains/{ArchivePaths.NameOf(kind)}",
    };
}
