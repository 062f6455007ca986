namespace MediAgents.Documents.Layout;

/// <summary>A word and where it stands on its page, in the page's own units from its upper left corner.</summary>
/// <param name="Text">Characters without blanks.</param>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Lower edge.</param>
/// <param name="Line">The line of text that a recogniser put it in; none for the words of a text layer.</param>
/// <param name="Confidence">A recogniser's confidence, 0 to 100; 100 for a text layer.</param>
internal readonly record struct PlacedWord(string Text, double Left, double Top, double Right, double Bottom, int? Line = null, double Confidence = 100)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public double Middle => (Top + Bottom) / 2;

    /// <summary>Whether most of the smaller one lies within the other.</summary>
    public bool IsOver(PlacedWord other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        return width > 0.5 * Math.Min(Width, other.Width) && height > 0.5 * Math.Min(Height, other.Height);
    }

    /// <summary>The recogniser's line among those of other words that it stands in; a new one where it stands in none.</summary>
    public int NearestLine(IReadOnlyList<PlacedWord> words)
    {
        var (nearest, distance, last) = (0, double.MaxValue, 0);
        foreach (var word in words)
        {
            last = Math.Max(last, word.Line ?? 0);
            if (Math.Abs(word.Middle - Middle) is var away && away < distance)
                (nearest, distance) = (word.Line ?? 0, away);
        }

        return distance < 0.6 * Height ? nearest : last + 1;
    }

    /// <summary>Digits and their punctuation only: what stands right-aligned in a column.</summary>
    public bool IsFigure => Text.Any(char.IsDigit) && Text.All(c => char.IsDigit(c) || c is '.' or ',' or '-' or '/' or '%' or '₹' or '(' or ')');
}

/// <summary>The words of a page, in no order, and the page's size in the same units.</summary>
internal sealed record PageWords(double Width, double Height, IReadOnlyList<PlacedWord> Words)
{
    public int Letters => Words.Sum(word => word.Text.Count(char.IsLetterOrDigit));
}
