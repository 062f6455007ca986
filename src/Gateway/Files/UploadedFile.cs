using System.Text.Unicode;
using MediAgents.Documents.Formats;
using MediAgents.Gateway.Problems;

namespace MediAgents.Gateway.Files;

/// <summary>A file of a request, checked before anything is stored.</summary>
/// <param name="Content">The bytes: not empty, within the limit, of a known format.</param>
/// <param name="MediaType">What the bytes are, told by themselves.</param>
/// <param name="FileName">The sender's name for it, at most 200 characters.</param>
public sealed record UploadedFile(ReadOnlyMemory<byte> Content, string MediaType, string? FileName)
{
    private const int LongestName = 200;

    /// <exception cref="ProblemException">Missing, not base64, empty, too large or of no known format.</exception>
    public static UploadedFile OfBase64(string field, string? base64, string? fileName, int maxMegabytes)
    {
        if (string.IsNullOrEmpty(base64))
            throw new ProblemException(Problem.InvalidField(field, $"{field} is required: the file in base64."));
        if (base64.Length / 4L * 3L > Bytes(maxMegabytes) + 3)
            throw new ProblemException(TooLarge(field, maxMegabytes));
        var content = new byte[base64.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(base64, content, out var length))
            throw new ProblemException(Problem.InvalidField(field, $"{field} is not valid base64."));
        return Of(field, content.AsMemory(0, length), fileName, maxMegabytes);
    }

    /// <exception cref="ProblemException">Empty, too large or of no known format.</exception>
    public static UploadedFile Of(string field, ReadOnlyMemory<byte> content, string? fileName, int maxMegabytes)
    {
        if (content.IsEmpty)
            throw new ProblemException(Problem.InvalidField(field, $"{field} is empty."));
        if (content.Length > Bytes(maxMegabytes))
            throw new ProblemException(TooLarge(field, maxMegabytes));
        return new UploadedFile(content, MediaTypeOf(field, content.Span), NameOf(fileName));
    }

    private static long Bytes(int megabytes) => megabytes * 1024L * 1024L;

    private static Problem TooLarge(string field, int maxMegabytes) =>
        Problem.TooLarge(field, $"{field} is larger than {maxMegabytes} MB (MAX_FILE_SIZE_MB).");

    private static string MediaTypeOf(string field, ReadOnlySpan<byte> content)
    {
        var format = DocumentFormats.Of(content);
        if (format == DocumentFormat.Text && !IsDecodable(content))
            throw new ProblemException(Problem.InvalidField(field, $"{field} is text, but not valid UTF-8."));
        return DocumentFormats.MediaTypeOf(format)
            ?? throw new ProblemException(Problem.InvalidField(field, $"{field} is neither PDF, PNG, JPEG, TIFF, text nor CSV."));
    }

    private static bool IsDecodable(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) || text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);

    private static string? NameOf(string? fileName)
    {
        var name = Path.GetFileName(fileName?.Replace('\\', '/'));
        if (string.IsNullOrWhiteSpace(name))
            return null;
        return name.Length <= LongestName ? name : name[..LongestName];
    }
}
