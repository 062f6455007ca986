using MediAgents.Primitives;

namespace MediAgents.Billing.Reading;

/// <summary>How the text of a bill was laid out by whoever produced it.</summary>
public enum BillFormat
{
    /// <summary>Decided from the text.</summary>
    Auto,
    /// <summary>Plain text or the output of <c>pdftotext -layout</c>; a form feed ends a page.</summary>
    Text,
    /// <summary>Comma, semicolon or tab separated values with a header row.</summary>
    Csv,
}

/// <summary>The text of one bill. Reading a file, a PDF or an image into text is the caller's part.</summary>
/// <param name="Text">The text.</param>
/// <param name="Format">How it is laid out.</param>
/// <param name="Recognised">True for a scan's text: its figures may be misread, so that a contradiction is no proof of an error.</param>
/// <param name="Remarks">What was noted when the text was made; passed on in the bill's remarks.</param>
public sealed record BillText(string Text, BillFormat Format = BillFormat.Auto, bool Recognised = false, IReadOnlyList<string>? Remarks = null)
{
    /// <summary>Where each line of the text stands on its page, in order; empty where the text has no pages to point at.</summary>
    public IReadOnlyList<PageBox?> Boxes { get; init; } = [];

    /// <summary>The same on pages made upright and straight, where lines tell how far they stand from each other; empty: as <see cref="Boxes"/>.</summary>
    public IReadOnlyList<PageBox?> StraightBoxes { get; init; } = [];

    /// <summary>The pages, counted from 1, that are a scan's where others are not; null: <see cref="Recognised"/> says it of all.</summary>
    public IReadOnlySet<int>? RecognisedPages { get; init; }

    /// <summary>Whether the figures of a page, counted from 1, may be misread.</summary>
    public bool IsRecognised(int page) => RecognisedPages?.Contains(page) ?? Recognised;

    /// <summary><c>english hindi bengali tamil</c>: the languages of the text, the one with most letters first; empty where nobody told.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Longest text read, in characters; a longer one is refused whole.</summary>
    public const int MaxLength = 20_000_000;

    /// <summary>Most lines read; a longer text is refused whole.</summary>
    public const int MaxLines = 20_000;
}
