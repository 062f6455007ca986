using MediAgents.Gateway.Health;
using MediAgents.Knowledge;
using MediAgents.Knowledge.Starter;
using MediAgents.Records.Sealing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MediAgents.Server;

/// <summary>
/// After the start, off its path: builds the knowledge index before the first question does, and says what is reduced
/// or only fit for one's own machine.
/// </summary>
internal sealed partial class Warmup(
    StarterKnowledge knowledge,
    MasterKeys keys,
    IEnumerable<Dependency> dependencies,
    IHostApplicationLifetime lifetime,
    ILogger<Warmup> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        if (keys.Generated)
            KeyWasGenerated(logger);
        foreach (var note in await Dependencies.ReducedAsync(dependencies, stoppingToken))
            Reduced(logger, note);
        await knowledge.PrepareAsync();
        _ = knowledge.Search(new RetrievalQuery("What are the signs of a heart attack?"));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "ENCRYPTION_KEY is not set: a key was generated in the data directory. Back it up; without it the data cannot be read.")]
    private static partial void KeyWasGenerated(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reduced: {Note}")]
    private static partial void Reduced(ILogger logger, string note);
}
