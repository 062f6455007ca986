namespace MediAgents.Billing.Reading.Tables;

/// <summary>The tables of a bill that say of themselves what their columns hold, page by page.</summary>
internal static class TableShapes
{
    /// <summary>From as many rows on a table without known headings is believed where nothing but its dates or numbers speaks for it.</summary>
    private const int EnoughRows = 3;

    /// <param name="lines">All lines in order.</param>
    /// <returns>The tables by the line they begin with.</returns>
    public static List<TableShape> Find(IReadOnlyList<TextLine> lines)
    {
        var drafts = new List<Draft>();
        for (var from = 0; from < lines.Count;)
        {
            var to = from;
            while (to < lines.Count && lines[to].Page == lines[from].Page)
                to++;
            Draft.OfPage([.. lines.Skip(from).Take(to - from)], drafts);
            from = to;
        }

        foreach (var family in drafts.GroupBy(draft => draft, Draft.SameColumns))
            DecideTogether([.. family]);
        return [.. drafts.Where(draft => draft.Shape is not null).Select(draft => draft.Shape!)];
    }

    /// <summary>Tables of one make are decided from the rows of all of them.</summary>
    private static void DecideTogether(List<Draft> family)
    {
        var head = family.MaxBy(draft => draft.Head.Lines.Count > 0 ? draft.Rows.Lines.Count : 0)!;
        var decided = ColumnRoles.Decide([.. family.SelectMany(draft => draft.Rows.Cells)], head.Head.Words);
        var rows = family.Sum(draft => draft.Rows.Lines.Count);
        if (!IsBelieved(decided, rows))
            return;
        foreach (var draft in family)
            draft.Shape = draft.ToShape(decided);
    }

    /// <summary>A table has words and amounts; what has so by chance, as the block above a bill's table, has no more.</summary>
    private static bool IsBelieved(DecidedColumns decided, int rows)
    {
        if (!decided.Kinds.Contains(ColumnKind.Amount) || !decided.Kinds.Contains(ColumnKind.Description))
            return false;
        bool[] signs = [decided.IsMoney, decided.KnownHeadings >= 2, decided.Kinds.Contains(ColumnKind.Serial), decided.Kinds.Contains(ColumnKind.Date)];
        return decided.IsProven || decided.KnownHeadings >= 3 || (rows >= EnoughRows && signs.Count(sign => sign) >= 2);
    }
}
