using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MediAgents.Cluster.Tests.Processes;

namespace MediAgents.Cluster.Tests.Runs;

/// <summary>A client that adds to a patient's timeline, one event after the other, each until it is acknowledged.</summary>
internal sealed class TimelineWriter(LocalCluster cluster, string user)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly List<string> acknowledged = [];
    private int stored;
    private int refused;
    private int refusedWithoutRetryAfter;

    public int Acknowledged => Volatile.Read(ref stored);

    /// <summary>Answers that told to come again.</summary>
    public int Refused => Volatile.Read(ref refused);

    public async Task WriteUntilAsync(Func<bool> enough)
    {
        for (var number = 0; !enough(); number++)
            await WriteAsync($"event {number}", enough);
    }

    /// <summary>Fails unless every acknowledged event is there once, and every refusal said when to come again.</summary>
    public async Task ShouldHaveLostNothingAsync()
    {
        refusedWithoutRetryAfter.ShouldBe(0);
        var titles = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = JsonElement.Parse(await cluster.Gateway(0).GetAsync($"/timeline/?user_id={user}&limit=100{cursor}"));
            titles.AddRange(page.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("title").GetString()!));
            cursor = page.TryGetProperty("next_cursor", out var next) && next.GetString() is { Length: > 0 } more ? $"&cursor={Uri.EscapeDataString(more)}" : null;
        }

        titles.ShouldBeUnique();
        acknowledged.Except(titles).ShouldBeEmpty("acknowledged, and lost");
        titles.Except(acknowledged).Count().ShouldBeLessThanOrEqualTo(1, "only the last one may have been stored without an answer");
    }

    private async Task WriteAsync(string title, Func<bool> enough)
    {
        for (var turn = 0; !enough(); turn++)
        {
            if (await TryAsync(cluster.Gateway(turn % 2).Client, title))
            {
                acknowledged.Add(title);
                Interlocked.Increment(ref stored);
                return;
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<bool> TryAsync(HttpClient gateway, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/timeline/event")
        {
            Content = JsonContent.Create(new { user_id = user, type = "note", title, occurred_at = "2026-03-07" }),
        };
        request.Headers.Add("Idempotency-Key", $"{user}-{title.Replace(' ', '-')}");
        using var patience = new CancellationTokenSource(Patience);
        using var response = await gateway.SendAsync(request, patience.Token);
        if (response.StatusCode == HttpStatusCode.Created)
            return true;
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await response.Content.ReadAsStringAsync());
        Interlocked.Increment(ref refused);
        if (response.Headers.RetryAfter is null)
            refusedWithoutRetryAfter++;
        return false;
    }
}
