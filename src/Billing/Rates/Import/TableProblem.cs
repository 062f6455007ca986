namespace MediAgents.Billing.Rates.Import;

/// <summary>
/// What is wrong with a file, and where. Lines and columns count from 1, the line of column names being line 1;
/// 0 where the fault is not in one place.
/// </summary>
public sealed record TableProblem(int Line, int Column, string? Name, string Message)
{
    public override string ToString()
    {
        var place = (Line, Column) switch
        {
            (0, _) => "",
            (_, 0) => $"line {Line}: ",
            _ => $"line {Line}, column {Column}{(Name is null ? "" : $" ({Name})")}: ",
        };
        return place + Message;
    }
}

/// <summary>The faults of one file. The first are kept, all are counted.</summary>
internal sealed class TableProblems
{
    public const int MostKept = 50;

    private readonly List<TableProblem> kept = [];

    public int Count { get; private set; }

    public IReadOnlyList<TableProblem> Kept => kept;

    public void Add(string message, int line = 0, int column = 0, string? name = null)
    {
        Count++;
        if (kept.Count < MostKept)
            kept.Add(new(line, column, name, message));
    }
}
