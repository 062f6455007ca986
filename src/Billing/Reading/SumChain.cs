namespace MediAgents.Billing.Reading;

/// <summary>What a row behind the items does to the bill's sum.</summary>
internal enum SumStep
{
    /// <summary>Nothing that arithmetic tells.</summary>
    Open,
    /// <summary>It states what the rows above come to.</summary>
    States,
    /// <summary>It states another sum than the rows above give; those below go on from it.</summary>
    Restates,
    Adds,
    TakesOff,
}

/// <summary>A row of a label and an amount behind some items; <paramref name="Kind"/> is null where the label is not known. INR.</summary>
internal sealed record SumRow(SummaryKind? Kind, string Label, decimal Amount, decimal? Percent, int TextLine, int LinesBefore);

/// <summary>
/// Tells what the rows under a bill's items are by addition and subtraction alone: a row that is what the ones above come to states a
/// sum, and what stands between two such statements was added or taken off.
/// </summary>
internal sealed class SumChain
{
    /// <summary>More rows than this are left open: then some way or other nearly always adds up.</summary>
    private const int MostRows = 9;

    /// <summary>Rows of unknown meaning between two statements at most, for the same reason.</summary>
    private const int MostUnknown = 3;

    private const decimal Exact = 0.05m;

    /// <summary>How far a wrong total whose label is not known may be from the right one, as a part of it.</summary>
    private const decimal Near = 0.25m;

    private readonly IReadOnlyList<SumRow> rows;
    private readonly SumStep[] steps;
    private SumStep[] best;
    private int most;

    private SumChain(IReadOnlyList<SumRow> rows)
    {
        this.rows = rows;
        steps = new SumStep[rows.Count];
        best = new SumStep[rows.Count];
    }

    /// <summary>For each row what it does; the way that explains most rows is taken.</summary>
    /// <param name="sum">What the items come to, INR.</param>
    /// <param name="rows">The rows under them.</param>
    public static SumStep[] Follow(decimal sum, IReadOnlyList<SumRow> rows)
    {
        if (rows.Count > MostRows)
            return new SumStep[rows.Count];
        var chain = new SumChain(rows);
        chain.Try(0, sum, 0, 0, 0);
        return chain.best;
    }

    private void Try(int at, decimal reached, int pending, int unknown, int explained)
    {
        if (at == rows.Count)
        {
            if (explained <= most)
                return;
            most = explained;
            best = [.. steps];
            // What no statement closes is left open.
            for (var i = rows.Count - 1; i >= 0 && best[i] is not SumStep.States; i--)
                best[i] = SumStep.Open;
            return;
        }

        var row = rows[at];
        var tolerance = unknown > 0 ? Exact : Arithmetic.Tolerance;
        if (row.Kind is (null or SummaryKind.Total or SummaryKind.GrandTotal or SummaryKind.Subtotal or SummaryKind.Balance or SummaryKind.Carried)
            && Math.Abs(reached - row.Amount) <= tolerance)
            Step(at, SumStep.States, row.Amount, 0, 0, explained + 2 + pending);
        if (row.Kind is null && Math.Abs(reached - row.Amount) > tolerance && unknown < MostUnknown && row.Amount != 0)
        {
            Step(at, SumStep.Adds, reached + row.Amount, pending + 1, unknown + 1, explained);
            if (row.Amount <= reached)
                Step(at, SumStep.TakesOff, reached - row.Amount, pending + 1, unknown + 1, explained);
        }

        if (row.Kind is SummaryKind.Tax or SummaryKind.RoundOff)
            Step(at, SumStep.Adds, reached + row.Amount, pending + 1, unknown, explained);
        else if (row.Kind is SummaryKind.Discount or SummaryKind.Advance)
            Step(at, SumStep.TakesOff, reached - Math.Abs(row.Amount), pending + 1, unknown, explained);
        // A wrong total is carried on to what is added to it or taken off it. It is near the right one, or called a total.
        if (Math.Abs(reached - row.Amount) > tolerance
            && (row.Kind is SummaryKind.Total or SummaryKind.GrandTotal or SummaryKind.Subtotal || (row.Kind is null && (at == 0 || Math.Abs(reached - row.Amount) <= Near * reached))))
            Step(at, SumStep.Restates, row.Amount, 0, 0, explained);
        Step(at, SumStep.Open, reached, pending, unknown, explained);
    }

    private void Step(int at, SumStep step, decimal reached, int pending, int unknown, int explained)
    {
        steps[at] = step;
        Try(at + 1, reached, pending, unknown, explained);
        steps[at] = SumStep.Open;
    }
}
