namespace MediAgents.Documents.Formats;

/// <summary>What the bytes of a document are, told by the bytes themselves and never by a name or a header.</summary>
public enum DocumentFormat
{
    Unknown,
    Text,
    Pdf,
    Png,
    Jpeg,
    Tiff,
}

/// <summary>Tells a document's format by its first bytes.</summary>
public static class DocumentFormats
{
    private const int TextSample = 4096;

    public static DocumentFormat Of(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return DocumentFormat.Unknown;
        if (content[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) >= 0)
            return DocumentFormat.Pdf;
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return DocumentFormat.Png;
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return DocumentFormat.Jpeg;
        if (content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8))
            return DocumentFormat.Tiff;
        return LooksLikeText(content[..Math.Min(content.Length, TextSample)]) ? DocumentFormat.Text : DocumentFormat.Unknown;
    }

    /// <summary>The media type of a format; null for an unknown one.</summary>
    public static string? MediaTypeOf(DocumentFormat format) => format switch
    {
        DocumentFormat.Pdf => "application/pdf",
        DocumentFormat.Png => "image/png",
        DocumentFormat.Jpeg => "image/jpeg",
        DocumentFormat.Tiff => "image/tiff",
        DocumentFormat.Text => "text/plain",
        _ => null,
    };

    /// <summary>Text holds no NUL and hardly any control characters; UTF-16 announces itself by its byte order mark.</summary>
    private static bool LooksLikeText(ReadOnlySpan<byte> sample)
    {
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || sample.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return true;
        var controls = 0;
        foreach (var value in sample)
        {
            if (value == 0)
                return false;
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B))
                controls++;
        }

        return controls * 50 <= sample.Length;
    }
}
