using MediAgents.Primitives;

namespace MediAgents.Billing.Reading.Tables;

/// <summary>A line of the text, counted from 1 over all pages, with its words and cells.</summary>
internal sealed class TextLine(string text, int number, int page, PageBox? box = null)
{
    private List<Token>? tokens;
    private IReadOnlyList<TextCell>? cells;

    public string Text => text;

    public int Number => number;

    public int Page => page;

    /// <summary>Where the line stands on its page made straight; null where that is not known.</summary>
    public PageBox? Box => box;

    /// <summary>The height of its middle, in fractions of the page; not a number where the page does not tell.</summary>
    public double Middle => box is null ? double.NaN : box.Top + (box.Height / 2);

    public List<Token> Tokens => tokens ??= Token.Split(text);

    public IReadOnlyList<TextCell> Cells => cells ??= TextCell.Split(Tokens);

    /// <summary>The same line with cells that stand beside its middle, on the lines around it.</summary>
    public TextLine With(IEnumerable<TextCell> around) => new(text, number, page, box) { cells = [.. Cells.Concat(around).OrderBy(cell => cell.Start)] };

    /// <summary>Cells parted by bars or tabs say themselves where they end.</summary>
    public bool HasMarkedCells => text.Contains('\t', StringComparison.Ordinal) || text.AsSpan().Count('|') >= 2;

    /// <summary>True for a line that may be a row of a table: three cells or more, and a figure that is not the first of them.</summary>
    public bool IsRowLike => !HasMarkedCells && Cells.Count >= 3 && cells!.Skip(1).Any(cell => cell.Content == CellContent.Figure);
}
