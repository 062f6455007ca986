namespace MediAgents.Records.Validation;

/// <summary>One thing that is wrong with what somebody sent; safe to show and to log, it never quotes.</summary>
/// <param name="Field">Where, e.g. <c>measurements[2].low</c>; empty for the whole.</param>
/// <param name="Reason">One sentence, naming the limit.</param>
public sealed record FieldProblem(string Field, string Reason);

/// <summary>What was read and found good, or what is wrong with it.</summary>
/// <param name="Value">Null when there are problems.</param>
/// <param name="Problems">Empty when there is a value; at most <see cref="ProblemList.Max"/>.</param>
public sealed record Checked<T>(T? Value, IReadOnlyList<FieldProblem> Problems)
    where T : class
{
    public bool IsGood => Problems.Count == 0;
}

/// <summary>Collects problems, as many as one can use.</summary>
public sealed class ProblemList
{
    public const int Max = 20;

    private readonly List<FieldProblem> problems = [];

    public bool IsEmpty => problems.Count == 0;

    public void Add(string field, string reason)
    {
        if (problems.Count < Max)
            problems.Add(new FieldProblem(field, reason));
    }

    /// <summary><paramref name="value"/> when nothing is wrong, else what is.</summary>
    public Checked<T> Judge<T>(T? value)
        where T : class => new(IsEmpty ? value : null, problems);
}
