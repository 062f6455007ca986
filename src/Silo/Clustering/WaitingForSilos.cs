using Microsoft.Extensions.Logging;
using Orleans;

namespace MediAgents.Silo.Clustering;

/// <summary>
/// A gateway that finds no silo tries again for as long as it takes. It does not listen before there is one: who starts it
/// sees it not ready.
/// </summary>
internal sealed partial class WaitingForSilos(ILogger<WaitingForSilos> logger) : IClientConnectionRetryFilter
{
    private const int TriesBetweenWords = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int tries;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (tries++ % TriesBetweenWords == 0)
            NoSilo(logger, exception);
        await Task.Delay(Pause, cancellationToken);
        return true;
    }

    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "No silo of the cluster can be reached; trying again until one can")]
    private static partial void NoSilo(ILogger logger, Exception exception);
}
