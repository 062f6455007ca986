using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MediAgents.Cluster.Tests.Runs;

/// <summary>
/// A question and its answer as a client sees them. It reads the stream; where that breaks, it comes back with the last event
/// that it had, to the next of its gateways.
/// </summary>
internal sealed class FollowedRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock reading = new();
    private readonly List<SeenEvent> events = [];
    private readonly TaskCompletionSource<string> run = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long begun = TimeProvider.System.GetTimestamp();
    private readonly string user;
    private readonly string key = Guid.NewGuid().ToString("N");

    private FollowedRun(string user) => this.user = user;

    /// <summary>Everything seen, when the run has ended.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>How often the client had to ask again.</summary>
    public int Reconnects { get; private set; }

    public IReadOnlyList<SeenEvent> Events
    {
        get
        {
            lock (reading)
                return [.. events];
        }
    }

    /// <summary>The longest time without an event, from the first to the last. Comments that keep the connection are none.</summary>
    public TimeSpan LongestSilence => Events.Zip(Events.Skip(1), (one, next) => next.At - one.At).DefaultIfEmpty().Max();

    /// <param name="gateways">Those the client knows; it asks the first.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="message">What.</param>
    /// <param name="scan">A scanned bill in base64, to be audited; null for a question alone.</param>
    public static FollowedRun Start(IReadOnlyList<HttpClient> gateways, string user, string message, string? scan = null)
    {
        var followed = new FollowedRun(user);
        followed.Ended = Task.Run(() => followed.FollowAsync(gateways, message, scan));
        return followed;
    }

    public Task<string> IdAsync() => run.Task.WaitAsync(Patience);

    /// <summary>Waits until that many events of a type were seen.</summary>
    public Task SeenAsync(string type, int count = 1) => Processes.Poll.UntilAsync(async () =>
    {
        if (Ended.IsFaulted)
            await Ended;
        return Events.Count(one => one.Type == type) >= count;
    });

    /// <summary>Fails unless the run ended with its answer and each event came once, in order, none missing.</summary>
    public void ShouldBeWhole()
    {
        Events.Select(one => one.Id).ShouldBe(Enumerable.Range(1, Events.Count).Select(id => (long)id));
        Events[^1].Type.ShouldBe("answer.completed", $"{Events[^1].Data}");
        Events.Count(one => one.EndsRun).ShouldBe(1);
    }

    private async Task FollowAsync(IReadOnlyList<HttpClient> gateways, string message, string? scan)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var turn = 0; ; turn++)
        {
            try
            {
                using var request = Request(message, scan);
                using var response = await gateways[turn % gateways.Count].SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                if (response.StatusCode == HttpStatusCode.NoContent)
                    throw new InvalidOperationException("The run ended with an event that was not seen.");
                if (response.StatusCode == HttpStatusCode.OK)
                    await ReadAsync(response).WaitAsync(patience.Token);
                else
                    response.StatusCode.ShouldBeOneOf(HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadGateway);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or JsonException && !patience.IsCancellationRequested)
            {
                // The gateway or the way to it broke, perhaps in the middle of a line.
            }

            if (Events is [.., { EndsRun: true }])
                return;
            Reconnects++;
            await Task.Delay(Pause, patience.Token);
        }
    }

    private HttpRequestMessage Request(string message, string? scan)
    {
        HttpRequestMessage request;
        if (run.Task.IsCompletedSuccessfully)
        {
            request = new HttpRequestMessage(HttpMethod.Get, $"/chat/runs/{run.Task.Result}/events?user_id={user}");
            request.Headers.Add("Last-Event-ID", Events[^1].Id.ToString(CultureInfo.InvariantCulture));
            return request;
        }

        var attachment = scan is null ? null : new { file_content = scan, file_name = "bill.pdf", insurance_type = "cghs", city_tier = "I", nabh = true };
        request = new HttpRequestMessage(HttpMethod.Post, "/chat/") { Content = JsonContent.Create(new { user_id = user, message, stream = true, attachment }) };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private async Task ReadAsync(HttpResponseMessage response)
    {
        await foreach (var one in SseEvents.ReadAsync(response))
        {
            one.Json.GetProperty("seq").GetInt64().ShouldBe(one.Id);
            lock (reading)
                events.Add(new SeenEvent(one.Id, one.Type, one.Data, TimeProvider.System.GetElapsedTime(begun)));
            run.TrySetResult(one.Json.GetProperty("run_id").GetString()!);
        }
    }
}
