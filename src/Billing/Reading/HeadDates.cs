using MediAgents.Billing.Reading.Tables;

namespace MediAgents.Billing.Reading;

/// <summary>
/// Finds the dates of a bill's stay wherever they stand: behind a label, in the cell beside it, in the line below it, or as a period
/// from one day to another. A label is known by the stems of its words, however it is worded beside them.
/// </summary>
internal static class HeadDates
{
    /// <summary>A period between two dates is a stay up to this many days.</summary>
    private const int LongestStay = 366;

    /// <summary>Words of a label at most.</summary>
    private const int MostWords = 7;

    private static readonly (HeadLabel Label, string[] English, string[] Indic)[] Stems =
    [
        (HeadLabel.Admitted, ["admi", "adm", "doa"],
            ["भरत", "दखल", "एडमश", "ऐडमश", "পরবশ", "ভরত", "অযডমশ", "এডমশ", "அனமத", "சரகக", "சரபப", "அடமஷ", "அடமச"]),
        (HeadLabel.Discharged, ["disch", "dod", "relieved"],
            ["छटट", "डसचरज", "डसचज", "ছট", "ডসচরজ", "ছড", "டஸசரஜ", "டசசரஜ", "வளயற", "வடவப"]),
        (HeadLabel.ServiceDate, ["visit", "service", "treatment", "consult", "procedure", "opd"],
            ["सव", "जच", "उपचर", "परमरश", "সব", "পরকষ", "চকৎস", "சவ", "பரசதன", "சகசச"]),
        (HeadLabel.BillDate, ["bill", "invoice", "receipt", "dated"], ["बल", "रसद", "বল", "রসদ", "பல", "ரசத"]),
    ];

    /// <summary>Words that stand between the first and the last day of a period.</summary>
    private static readonly string[] Between = ["to", "till", "until", "upto", "-", "–", "—", "से", "तक", "থেকে", "হতে", "முதல்", "வரை"];

    /// <param name="head">Takes what is found where it has nothing yet.</param>
    /// <param name="lines">The lines outside the tables, in order.</param>
    public static void Fill(BillHead head, IReadOnlyList<TextLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var dates = DatesOf(lines[i]);
            for (var at = 0; at < dates.Count; at++)
            {
                if (at + 1 < dates.Count && IsPeriod(lines[i], dates[at], dates[at + 1]))
                {
                    head.PutStay(dates[at].Date, dates[at + 1].Date);
                    break;
                }

                var label = LabelOf(lines[i].Tokens, dates[at].Token, at > 0 ? dates[at - 1].Last : -1);
                if ((Meaning(label) ?? (i > 0 ? Meaning(Over(lines[i - 1], lines[i].Tokens[dates[at].Token])) : null)) is { } meaning)
                    head.Put(meaning, dates[at].Date);
            }
        }
    }

    private static List<(DateOnly Date, int Token, int Last)> DatesOf(TextLine line)
    {
        var found = new List<(DateOnly, int, int)>();
        for (var i = 0; i < line.Tokens.Count; i++)
        {
            var token = line.Tokens[i];
            var start = token.Text.AsSpan().IndexOfAnyExcept(":(-");
            if (start < 0 || !(char.IsDigit(token.Text[start]) || MonthNames.Find(token.Text.AsSpan(start)) > 0))
                continue;
            if (!Dates.TryParsePrefix(line.Text.AsSpan(token.Start + start), out var date, out var length))
                continue;
            var last = i;
            while (last + 1 < line.Tokens.Count && line.Tokens[last + 1].Start < token.Start + start + length)
                last++;
            found.Add((date, i, last));
            i = last;
        }

        return found;
    }

    /// <summary>Two days of which the second is not before the first, with a word of time or a dash between them and nothing else but times of day.</summary>
    private static bool IsPeriod(TextLine line, (DateOnly Date, int Token, int Last) first, (DateOnly Date, int Token, int Last) second)
    {
        var words = 0;
        for (var i = first.Last + 1; i < second.Token; i++)
        {
            var text = line.Tokens[i].Text;
            if (Array.Exists(Between, word => word.Equals(text, StringComparison.OrdinalIgnoreCase)))
                words++;
            else if (!Dates.IsTime(text))
                return false;
        }

        return words == 1 && first.Date <= second.Date && second.Date.DayNumber - first.Date.DayNumber <= LongestStay
            && Meaning(LabelOf(line.Tokens, first.Token, -1)) is null or HeadLabel.Admitted or HeadLabel.ServiceDate;
    }

    /// <summary>The words before a date, back to the date before it or to a wide gap.</summary>
    private static string LabelOf(List<Token> tokens, int at, int after)
    {
        var words = new List<string>();
        for (var i = at - 1; i > after && words.Count < MostWords; i--)
        {
            var gap = tokens[i + 1].Start - tokens[i].End;
            var isParted = gap > (IndicText.IsIn(tokens[i].Text) && IndicText.IsIn(tokens[i + 1].Text) ? 3 : 1);
            if (words.Count > 0 && isParted)
                break;
            if (tokens[i].Text.Any(char.IsLetter))
                words.Insert(0, tokens[i].Text);
            else if (tokens[i].Text.Any(char.IsDigit))
                break;
        }

        return string.Join(' ', words);
    }

    /// <summary>The words of the line above that stand over a date.</summary>
    private static string Over(TextLine above, Token date) =>
        string.Join(' ', above.Cells.Where(cell => cell.Content == CellContent.Words && Math.Min(cell.End, date.End) > Math.Max(cell.Start, date.Start) && !cell.Text.Any(char.IsDigit)).Select(cell => cell.Text));

    /// <summary>What a label calls a date by the stems of its words; null if by none, or by two.</summary>
    internal static HeadLabel? Meaning(string label)
    {
        if (label.Length == 0)
            return null;
        var letters = IndicText.Skeleton(label);
        var words = label.ToLowerInvariant().Replace(".", "", StringComparison.Ordinal).Split([' ', ':', '/', '(', ')', '-', ','], StringSplitOptions.RemoveEmptyEntries);
        HeadLabel? found = null;
        foreach (var (meaning, english, indic) in Stems)
        {
            if (!Array.Exists(english, stem => Array.Exists(words, word => word.StartsWith(stem, StringComparison.Ordinal)))
                && !Array.Exists(indic, stem => letters.Contains(stem, StringComparison.Ordinal)))
                continue;
            // "Admission / discharge" says neither; a stay's label wins over a bill's or a visit's.
            if (found is HeadLabel.Admitted && meaning is HeadLabel.Discharged)
                return null;
            found ??= meaning;
        }

        return found;
    }
}
