using System.ComponentModel.DataAnnotations;

namespace MediAgents.Documents.Reading;

/// <summary>Bounds of reading one document.</summary>
public sealed class DocumentReaderOptions
{
    /// <summary>Pages read at most; a longer document is refused, not cut.</summary>
    [Range(1, 10_000)]
    public int MaxPages { get; set; } = 300;

    /// <summary>Pages recognised by OCR at most.</summary>
    [Range(1, 1_000)]
    public int MaxOcrPages { get; set; } = 40;

    /// <summary>Pages recognised at the same time, those of all documents together; each takes a processor core and one image in memory.</summary>
    [Range(1, 64)]
    public int PagesAtOnce { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 64);

    /// <summary>Characters of text kept at most, all pages together.</summary>
    [Range(1_000, 100_000_000)]
    public int MaxCharacters { get; set; } = 20_000_000;

    /// <summary>Pixels of an image at most, also of one inside a PDF; told by its head before anything is decoded.</summary>
    [Range(1_000_000, 2_000_000_000)]
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>Pixels of the longer side of what is recognised; larger pages and images are made smaller. 3508 are A4 at 300 dots per inch.</summary>
    [Range(500, 20_000)]
    public int MaxImageSide { get; set; } = 3508;

    /// <summary>Seconds one child process may take.</summary>
    [Range(1, 600)]
    public int ProcessSeconds { get; set; } = 60;

    /// <summary>Megabytes of address space one child process may take.</summary>
    [Range(64, 16_384)]
    public int ProcessMegabytes { get; set; } = 1024;
}
