using MediAgents.Documents.Layout;
using MediAgents.Primitives;

namespace MediAgents.Documents.Reading;

/// <summary>
/// The text of a document, a string a page, in the layout of the page where it had one.
/// </summary>
/// <param name="Pages">At least one page.</param>
/// <param name="Source">How it was read; <see cref="TextSource.Ocr"/> only if every page was recognised, its figures too.</param>
public sealed record DocumentText(IReadOnlyList<string> Pages, TextSource Source)
{
    /// <summary>The languages its letters belong to, <c>english hindi bengali tamil</c>, most letters first.</summary>
    public IReadOnlyList<string> Languages { get; } = Scripts.LanguagesOf(Pages);

    /// <summary>What the reader should know of how it was read, in sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>For each page, where each line of its text stands on it; null for blank lines. Empty for a document without pages to point at.</summary>
    public IReadOnlyList<IReadOnlyList<PageBox?>> Boxes { get; init; } = [];

    /// <summary>
    /// The same on the page made upright and straight, where the height of a line does not depend on how far it reaches; as
    /// <see cref="Boxes"/> where the page was read as it lies.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<PageBox?>> StraightBoxes { get; init; } = [];

    /// <summary>The pages whose figures were recognised and so may be misread, counted from 1.</summary>
    public IReadOnlySet<int> RecognisedPages { get; init; } = new HashSet<int>();

    internal static DocumentText Of(IReadOnlyList<LaidPage> pages, TextSource source) => new([.. pages.Select(page => page.Text)], source)
    {
        Boxes = [.. pages.Select(page => page.Boxes)],
        StraightBoxes = [.. pages.Select(page => page.StraightBoxes)],
    };
}

/// <summary>Where the text comes from; OCR may misread.</summary>
public enum TextSource
{
    Text,
    PdfText,
    Ocr,
}

/// <summary>Why a document could not be read.</summary>
public enum UnreadableReason
{
    Empty,
    UnknownFormat,
    InvalidEncoding,
    Encrypted,
    Damaged,
    TooLarge,
    TimedOut,
    ToolMissing,
    NoText,
}

/// <summary>Either the text or the reason and a sentence for the sender; the sentence never quotes the document.</summary>
public sealed record ReadingResult(DocumentText? Text, UnreadableReason? Reason, string Message)
{
    internal static ReadingResult Of(DocumentText text) => new(text, null, "");

    internal static ReadingResult Unreadable(UnreadableReason reason, string message) => new(null, reason, message);
}
