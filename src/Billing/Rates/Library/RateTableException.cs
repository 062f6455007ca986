using MediAgents.Billing.Rates.Import;

namespace MediAgents.Billing.Rates.Library;

/// <summary>A table that cannot be imported, found or used. The message is for whoever gave the command.</summary>
public sealed class RateTableException(string message, IReadOnlyList<TableProblem>? problems = null, int problemCount = 0) : Exception(message)
{
    /// <summary>What is wrong with the file, the first faults of <see cref="ProblemCount"/>.</summary>
    public IReadOnlyList<TableProblem> Problems { get; } = problems ?? [];

    public int ProblemCount { get; } = problemCount;
}
