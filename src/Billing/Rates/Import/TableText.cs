using System.Buffers;
using System.Text;

namespace MediAgents.Billing.Rates.Import;

/// <summary>The bytes of a file as text: UTF-8, with or without a mark, and nothing that another encoding left behind.</summary>
internal static class TableText
{
    /// <summary>The largest published list is below 1 MB.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    private const char Replacement = '\uFFFD';

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Null when the bytes are no such text; then <paramref name="problems"/> says why.</summary>
    public static string? Read(ReadOnlySpan<byte> content, TableProblems problems)
    {
        if (content.Length == 0)
            problems.Add("the file is empty.");
        else if (content.Length > MostBytes)
            problems.Add($"the file is larger than {MostBytes / 1024 / 1024} MB.");
        else if (content.StartsWith<byte>([0xFF, 0xFE]) || content.StartsWith<byte>([0xFE, 0xFF]))
            problems.Add("the file is UTF-16; save it as UTF-8.");
        else if (content.StartsWith("PK"u8))
            problems.Add("the file is a spreadsheet or archive; save it as CSV.");
        else if (content.StartsWith("%PDF"u8))
            problems.Add("the file is a PDF; a table is imported from CSV.");
        else if (content.IndexOf((byte)0) is var zero and >= 0)
            problems.Add("a zero byte; this is no text.", LineOf(content, zero), ColumnOf(content, zero));
        else if (!Utf8IsValid(content, out var bad))
            problems.Add($"the byte 0x{content[bad]:X2} is not UTF-8; save the file as UTF-8.", LineOf(content, bad), ColumnOf(content, bad));
        else
            return Decode(content, problems);
        return null;
    }

    private static string? Decode(ReadOnlySpan<byte> content, TableProblems problems)
    {
        var marked = content.StartsWith("\uFEFF"u8);
        var text = Utf8.GetString(marked ? content[3..] : content);
        if (text.IndexOf(Replacement, StringComparison.Ordinal) is var lost and >= 0)
        {
            var before = text.AsSpan(0, lost);
            problems.Add("a character was lost when the file was converted (U+FFFD); export it anew as UTF-8.",
                before.Count('\n') + 1, CellOf(before[(before.LastIndexOf('\n') + 1)..]));
            return null;
        }

        return text;
    }

    private static bool Utf8IsValid(ReadOnlySpan<byte> content, out int bad)
    {
        bad = 0;
        if (System.Text.Unicode.Utf8.IsValid(content))
            return true;
        while (Rune.DecodeFromUtf8(content[bad..], out _, out var used) == OperationStatus.Done)
            bad += used;
        return false;
    }

    private static int LineOf(ReadOnlySpan<byte> content, int at) => content[..at].Count((byte)'\n') + 1;

    private static int ColumnOf(ReadOnlySpan<byte> content, int at)
    {
        var before = content[..at];
        return CellOf(Encoding.Latin1.GetString(before[(before.LastIndexOf((byte)'\n') + 1)..]));
    }

    /// <summary>Which cell of its line comes next, quoted commas left out.</summary>
    private static int CellOf(ReadOnlySpan<char> line)
    {
        var (cell, quoted) = (1, false);
        foreach (var c in line)
        {
            quoted ^= c == '"';
            cell += c == ',' && !quoted ? 1 : 0;
        }

        return cell;
    }
}
