namespace MediAgents.Gateway.Problems;

/// <summary>Ends a request with a problem; thrown while reading it, before anything is stored.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Title)
{
    public Problem Problem { get; } = problem;
}
