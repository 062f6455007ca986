using System.ComponentModel.DataAnnotations;

namespace MediAgents.Grains.Run;

/// <summary>Bounds of a run; each is a setting of the same name in capitals.</summary>
public sealed class RunOptions
{
    private const double Longer = 2;

    /// <summary>PROCESSING_TIMEOUT_SECONDS: seconds a caller is kept waiting. The run itself may take twice as long.</summary>
    [Range(1, 86_400)]
    public double ProcessingTimeoutSeconds { get; set; } = 300;

    /// <summary>COUNCIL: whether several agents may answer a question together. Without, the first whom the rules name answers alone, and nothing is planned or merged.</summary>
    public bool Council { get; set; } = true;

    /// <summary>What an agent says is told on at most this often, or when a sentence is whole: a run costs tens of writes, not thousands.</summary>
    public TimeSpan DeltaWindow { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>After this a run that has not ended fails with code <c>timeout</c>: later than its caller has got a 202.</summary>
    public TimeSpan Bound => TimeSpan.FromSeconds(Longer * ProcessingTimeoutSeconds);
}
