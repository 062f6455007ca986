namespace MediAgents.Documents.Reading;

/// <summary>
/// The text of a document, a string a page, in the layout of the page where it had one.
/// </summary>
/// <param name="Pages">At least one page.</param>
/// <param name="Source">How it was read.</param>
public sealed record DocumentText(IReadOnlyList<string> Pages, TextSource Source)
{
    /// <summary>The languages its letters belong to, <c>english hindi bengali tamil</c>, most letters first.</summary>
    public IReadOnlyList<string> Languages { get; } = Scripts.LanguagesOf(Pages);

    /// <summary>What the reader should know of how it was read, in sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
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
    internal static ReadingResult Of(IReadOnlyList<string> pages, TextSource source, IReadOnlyList<string>? remarks = null) =>
        new(new DocumentText(pages, source) { Remarks = remarks ?? [] }, null, "");

    internal static ReadingResult Unreadable(UnreadableReason reason, string message) => new(null, reason, message);
}
