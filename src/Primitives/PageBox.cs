namespace MediAgents.Primitives;

/// <summary>Where something stands on a page: fractions of the page's width and height, 0 to 1, from its upper left corner.</summary>
public sealed record PageBox(double Left, double Top, double Width, double Height)
{
    /// <summary>The smallest box around this one and <paramref name="other"/>.</summary>
    public PageBox With(PageBox other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (left, top) = (Math.Min(Left, other.Left), Math.Min(Top, other.Top));
        return new(left, top, Math.Max(Left + Width, other.Left + other.Width) - left, Math.Max(Top + Height, other.Top + other.Height) - top);
    }
}
