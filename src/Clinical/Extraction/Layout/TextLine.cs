using MediAgents.Clinical.Extraction.Context;
using MediAgents.Clinical.Extraction.Dates;

namespace MediAgents.Clinical.Extraction.Layout;

/// <summary>
/// A line as it is read: what the width of the page broke is joined again, with a blank for the break, so that places in
/// <see cref="Text"/> plus <see cref="Start"/> are places in the page.
/// </summary>
internal sealed class TextLine(int page, int start, string text, bool afterBlank)
{
    private Statement? statement;

    /// <summary>From 1.</summary>
    public int Page => page;

    /// <summary>Where it begins in the page's text.</summary>
    public int Start => start;

    public string Text => text;

    /// <summary>Whether a blank line stands above.</summary>
    public bool AfterBlank => afterBlank;

    /// <summary>The section it belongs to; a heading belongs to what it heads.</summary>
    public SectionKind Section { get; set; }

    /// <summary>Where the content begins in <see cref="Text"/>, after a heading; the length of the text for a heading alone.</summary>
    public int ContentStart { get; set; }

    /// <summary>Whether it begins with a heading.</summary>
    public bool HasHeading { get; set; }

    /// <summary>The date that its heading gives the section.</summary>
    public PartialDate? SectionDate { get; set; }

    public IReadOnlyList<FoundDate> Dates { get; set; } = [];

    public string Content => text[ContentStart..];

    /// <summary>Its words and how they are meant; read when first asked for.</summary>
    public Statement Statement => statement ??= Statement.Of(text);

    public PageSpan Span(int from, int to) => new(page, start + from, start + to);

    public PageSpan Whole => new(page, start, start + text.Length);
}
