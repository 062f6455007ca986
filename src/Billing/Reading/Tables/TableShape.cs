namespace MediAgents.Billing.Reading.Tables;

/// <summary>A table of a page: where its head and its rows stand and what its columns hold.</summary>
/// <param name="HeadFirst">The first line of its head; that of the first row if it has none.</param>
/// <param name="FirstRow">The line of its first row.</param>
/// <param name="LastRow">The line of its last row.</param>
/// <param name="HeadLines">The lines of the head.</param>
/// <param name="Columns">The columns from left to right.</param>
/// <param name="Usual">What nearly every row has beside words and amount.</param>
/// <param name="IsProven">Whether quantity x rate gave the amount on most rows.</param>
internal sealed record TableShape(
    int HeadFirst,
    int FirstRow,
    int LastRow,
    IReadOnlySet<int> HeadLines,
    List<Column> Columns,
    HashSet<ColumnKind> Usual,
    bool IsProven)
{
    public bool Has(ColumnKind kind) => Columns.Exists(column => column.Kind == kind);
}
