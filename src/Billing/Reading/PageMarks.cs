using System.Globalization;
using MediAgents.Billing.Reading.Tables;

namespace MediAgents.Billing.Reading;

/// <summary>Lines that number a page: "Page 2 of 3", "Bill No IP/12 Page 2", "পাতা ২ / ৩".</summary>
internal static class PageMarks
{
    private const int LargestPage = 9_999;

    /// <summary>The lines at the end of a page among which its number stands.</summary>
    private const int LinesOfFoot = 3;

    private static readonly HashSet<string> English = new(["page", "pg", "page no", "pages"], StringComparer.OrdinalIgnoreCase);

    private static readonly IndicWords<bool> Indic = new((true, "पृष्ठ|पृष्ठ सं|पृष्ठ संख्या|पेज|पन्ना|পাতা|পৃষ্ঠা|পৃষ্ঠা নং|பக்கம்|பக்க எண்"));

    /// <summary>True if the line ends with a word for page and its number, one blank apart: what stands under columns is a row.</summary>
    public static bool EndsLine(List<Token> tokens)
    {
        var at = tokens.Count - 1;
        var numbers = 0;
        while (at >= 0 && (IsNumber(tokens[at].Text) || tokens[at].Text.TrimEnd('.', ':').ToLowerInvariant() is "" or "of" or "/" or "-" or "no" or "का" or "में"))
        {
            if (at < tokens.Count - 1 && tokens[at + 1].Gap > 1)
                return false;
            numbers += IsNumber(tokens[at].Text) ? 1 : 0;
            at--;
        }

        return numbers is 1 or 2 && at >= 0 && at < tokens.Count - 1 && (tokens[at + 1].Gap <= 1 || IndicText.IsIn(tokens[at].Text)) && IsWord(tokens, at);
    }

    /// <summary>True for a line of a word or two, or none, and this page's number, alone between dashes or of how many: "- 2 -", "Sheet 2 / 3".</summary>
    public static bool Counts(List<Token> tokens, int page)
    {
        if (tokens is [.., var first, { Text: "/" or "of", Gap: 1 }, { Gap: 1 } last] && Digits.TrySerial(first.Text, out var at) && at == page
            && Digits.TrySerial(last.Text, out var pages) && pages >= page && pages <= LargestPage)
            return true;
        var text = Digits.ToAscii(string.Concat(tokens.Select(token => token.Text)));
        var from = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (tokens.Count > 6 || from < 0)
            return false;
        var numbers = text[from..].Split('/', '-', '–');
        return numbers.Length == 2 && Digits.TrySerial(numbers[0], out var number) && number == page
            && (numbers[1].Length == 0 ? from == 1 && !char.IsLetterOrDigit(text[0]) : Digits.TrySerial(numbers[1], out var all) && all >= page && all <= LargestPage);
    }

    /// <summary>
    /// The lines, blank where the foot of a page numbers it in words nobody knows or without the mark between page and pages, which
    /// recognition loses: "Feuille 2  3" is the second page of three.
    /// </summary>
    public static List<TextLine> Without(List<TextLine> lines)
    {
        var pages = lines.Count == 0 ? 0 : lines[^1].Page;
        var (page, left) = (0, 0);
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (lines[i].Page != page)
                (page, left) = (lines[i].Page, LinesOfFoot);
            if (ColumnNumbers.Are(lines[i].Tokens))
                lines[i] = new("", lines[i].Number, page);
            if (left == 0 || lines[i].Tokens.Count == 0)
                continue;
            left--;
            if (IsCount(lines[i].Tokens, page, pages))
                lines[i] = new("", lines[i].Number, page);
        }

        return lines;
    }

    /// <summary>A word or two of letters alone, then page and pages; the page alone where it is not the first, for a 1 may be a quantity.</summary>
    private static bool IsCount(List<Token> tokens, int page, int pages)
    {
        var words = tokens.FindIndex(token => !token.Text.All(IsOfWord));
        if (words is < 1 or > 2)
            return false;
        var numbers = tokens.Skip(words).Select(token => token.Text.Trim('-', '–', '.', '(', ')')).Where(text => text is not ("" or "of" or "/" or "|")).ToList();
        return numbers.Count is 1 or 2 && Digits.TrySerial(numbers[0], out var first) && first == page
            && (numbers.Count == 1 ? page > 1 && tokens[^1].Gap == 1 : Digits.TrySerial(numbers[1], out var last) && last == pages);
    }

    private static bool IsOfWord(char c) =>
        char.IsLetter(c) || c is '.' or ':' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

    /// <summary>"3", "2/3", "12".</summary>
    private static bool IsNumber(string text)
    {
        foreach (var part in text.Split('/', '-'))
        {
            if (!Digits.TrySerial(part, out var number) || number is < 1 or > LargestPage)
                return false;
        }

        return true;
    }

    /// <summary>A text layer may part an Indian word.</summary>
    private static bool IsWord(List<Token> tokens, int at)
    {
        var word = tokens[at].Text.Trim('.', ':', '-');
        if (English.Contains(word) || Indic.Find(word) is not null)
            return true;
        return at > 0 && IndicText.IsIn(word) && Indic.Find(tokens[at - 1].Text + word) is not null;
    }
}
