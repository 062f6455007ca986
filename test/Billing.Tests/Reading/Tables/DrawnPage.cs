using MediAgents.Billing.Reading;
using MediAgents.Primitives;

namespace MediAgents.Billing.Tests.Reading.Tables;

/// <summary>Lines of text and where they stand on their page; letters are 0.01 high.</summary>
internal sealed class DrawnPage
{
    public const double Height = 0.01;

    private readonly List<string> lines = [];
    private readonly List<PageBox?> boxes = [];

    /// <param name="text">The line.</param>
    /// <param name="top">Where it stands, in thousandths of the page.</param>
    /// <param name="letter">How wide its letters are.</param>
    public DrawnPage Line(string text, double top, double letter = 0.008)
    {
        lines.Add(text);
        var words = text.Trim();
        boxes.Add(words.Length == 0 ? null : new((text.Length - text.TrimStart().Length) * letter, top / 1000, words.Length * letter, Height));
        return this;
    }

    public Bill Read() => BillReader.Read(new(string.Join('\n', lines), BillFormat.Text) { Boxes = boxes });

    public override string ToString() => string.Join('\n', lines);
}
