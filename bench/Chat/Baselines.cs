using System.Text;
using System.Text.Json;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Bench.Chat;

/// <summary>
/// What a chat run is held against: an endpoint that does nothing but write 20 events, and the same endpoint appending
/// the same events, sealed, to the same kind of log before it shows them.
/// </summary>
internal static class Baselines
{
    private const int Events = 20;
    private const int Commits = 3;

    private static readonly string EventJson = JsonSerializer.Serialize(new
    {
        run_id = "r_01M7VQ7ADZTDCQ97GN1SQEM942",
        session_id = "s_01M7VQ7AE0VY8768RQET3J9YGY",
        seq = 7,
        time = "2026-11-20T05:35:15.008+05:30",
        type = "answer.delta",
        data = new { text = "A sentence of about the length that a sentence of an answer has, with its citation. [c1]" },
    });

    public static void Map(WebApplication app, IGrainStorage storage)
    {
        app.MapPost("/bare", context => WriteAsync(context, Entries(1, Events)));
        app.MapPost("/logged", context => WriteLoggedAsync(context, storage));
    }

    private static async Task WriteLoggedAsync(HttpContext context, IGrainStorage storage)
    {
        var key = new GrainKey("baseline", SortableId.New("b_", TimeProvider.System));
        var owner = new PatientId(new string('0', 64));
        Begin(context);
        long version = 0;
        for (var commit = 0; commit < Commits; commit++)
        {
            var from = commit * Events / Commits;
            var to = (commit + 1) * Events / Commits;
            var entries = Entries(from + 1, to - from);
            var grain = new StoredGrain(version + 1, owner, "{}"u8.ToArray(), to, WakeAfterCrash: commit < Commits - 1);
            if (!await storage.CommitAsync(new GrainCommit(key, version, grain, entries, []), context.RequestAborted))
                throw new InvalidOperationException("The baseline lost a race that nobody runs.");
            version++;
            await ShowAsync(context, entries);
        }
    }

    private static Task WriteAsync(HttpContext context, List<JournalEntry> entries)
    {
        Begin(context);
        return ShowAsync(context, entries);
    }

    private static void Begin(HttpContext context) => context.Response.ContentType = "text/event-stream";

    private static async Task ShowAsync(HttpContext context, List<JournalEntry> entries)
    {
        foreach (var entry in entries)
            await context.Response.WriteAsync($"id: {entry.Seq}\nevent: {entry.Type}\ndata: {EventJson}\n\n");
        await context.Response.Body.FlushAsync();
    }

    private static List<JournalEntry> Entries(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(seq => new JournalEntry(seq, "answer.delta", Encoding.UTF8.GetBytes(EventJson)))];
}
