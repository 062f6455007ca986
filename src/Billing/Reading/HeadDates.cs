using MediAgents.Billing.Reading.Tables;

namespace MediAgents.Billing.Reading;

/// <summary>
/// Finds the dates of a bill's stay wherever they stand: behind a label, below it, in the cell beside it, in a sentence that may go on
/// from one line to the next, or as a period from one day to another. Where no label is known, the days of the charges tell.
/// </summary>
internal sealed class HeadDates
{
    /// <summary>A period between two dates is a stay up to this many days.</summary>
    private const int LongestStay = 366;

    /// <summary>Words of a label at most.</summary>
    private const int MostWords = 7;

    /// <summary>Words before a date on its line at most, where its label began on the line above.</summary>
    private const int MostInFront = 3;

    /// <summary>Of the charges with a date, how many must lie within a stay that nothing but they tell of.</summary>
    private const double MostWithin = 0.8;

    private readonly BillHead head;
    private readonly IReadOnlyList<TextLine> lines;

    /// <summary>Dates that nothing names.</summary>
    private readonly SortedSet<DateOnly> open = [];
    private DateOnly? plain;

    private HeadDates(BillHead head, IReadOnlyList<TextLine> lines) => (this.head, this.lines) = (head, lines);

    /// <param name="head">Takes what is found where it has nothing yet.</param>
    /// <param name="lines">The lines outside the tables, in order.</param>
    /// <param name="charged">The days of the charges.</param>
    public static void Fill(BillHead head, IReadOnlyList<TextLine> lines, IReadOnlyList<DateOnly> charged)
    {
        var dates = new HeadDates(head, lines);
        dates.Read();
        dates.TakeStay(charged);
        if (dates.plain is { } date)
            head.Put(HeadLabel.BillDate, date);
    }

    private void Read()
    {
        Found? before = null;
        for (var i = 0; i < lines.Count; i++)
        {
            Found? onLine = null;
            foreach (var date in DatesOf(lines[i], i))
            {
                if (before is { } first && IsPeriod(first, date))
                {
                    head.PutStay(first.Date, date.Date);
                    open.Remove(first.Date);
                    before = null;
                }
                else
                {
                    Name(date, onLine);
                    before = date;
                }

                onLine = date;
            }
        }
    }

    /// <summary>Takes a date under what the words beside it, over it or left of it call it.</summary>
    private void Name(Found date, Found? before)
    {
        var tokens = lines[date.Line].Tokens;
        var (words, isNear) = LabelOf(tokens, date.Token, before?.Last ?? -1);
        var over = date.Line > 0 ? Over(lines[date.Line - 1], tokens[date.Token]) : "";
        var wrapped = Wrapped(date);
        string[] labels = isNear ? [words, wrapped, over] : [wrapped, over, words, Beside(date)];
        if (Behind(date) is { Length: > 0 } behind)
            labels = [behind, .. labels];
        foreach (var isExact in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (var label in labels)
            {
                if (HeadDateWords.Meaning(label, isExact) is not { } meaning)
                    continue;
                head.Put(meaning, date.Date);
                return;
            }
        }

        if (Array.Exists(labels, HeadDateWords.IsPlainDate))
            plain ??= date.Date;
        else
            open.Add(date.Date);
    }

    /// <summary>
    /// The two dates without a name between which nearly all charges lie, if the first of these is on the first of them: the nearest such.
    /// </summary>
    private void TakeStay(IReadOnlyList<DateOnly> charged)
    {
        if (head.Admitted is not null || head.Discharged is not null || charged.Count == 0)
            return;
        var best = open.Where(charged.Contains)
            .SelectMany(first => open.Where(last => last > first && last.DayNumber - first.DayNumber <= LongestStay).Select(last => (First: first, Last: last)))
            .Where(stay => charged.Count(date => date >= stay.First && date <= stay.Last) >= MostWithin * charged.Count)
            .OrderBy(stay => stay.Last.DayNumber - stay.First.DayNumber)
            .ToList();
        if (best.Count > 0)
            head.PutStay(best[0].First, best[0].Last);
    }

    private static List<Found> DatesOf(TextLine line, int at)
    {
        var found = new List<Found>();
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
            found.Add(new(date, at, i, last));
            i = last;
        }

        return found;
    }

    /// <summary>Two days of which the second is not before the first, with a word or sign of time between them and nothing else but words for a date and times of day.</summary>
    private bool IsPeriod(Found first, Found second)
    {
        if (second.Line - first.Line > 1 || first.Date > second.Date || second.Date.DayNumber - first.Date.DayNumber > LongestStay)
            return false;
        var between = first.Line == second.Line
            ? lines[first.Line].Tokens[(first.Last + 1)..second.Token]
            : [.. lines[first.Line].Tokens.Skip(first.Last + 1), .. lines[second.Line].Tokens.Take(second.Token)];
        return between.Exists(token => HeadDateWords.IsBetween(token.Text))
            && between.TrueForAll(token => HeadDateWords.IsBetween(token.Text) || HeadDateWords.IsPlainWord(token.Text) || IsTimeOfDay(token.Text))
            && HeadDateWords.Meaning(LabelOf(lines[first.Line].Tokens, first.Token, -1).Words, isExact: false) is null or HeadLabel.Admitted or HeadLabel.ServiceDate;
    }

    private static bool IsTimeOfDay(string text) => Dates.IsTime(text) || text.Trim('.', ',').ToLowerInvariant() is "am" or "pm" or "hrs" or "hours";

    /// <summary>The words before a date, back to the date before it or to a wide gap, and whether none parts them from it.</summary>
    private static (string Words, bool IsNear) LabelOf(List<Token> tokens, int at, int after)
    {
        var words = new List<string>();
        var isNear = true;
        for (var i = at - 1; i > after && words.Count < MostWords; i--)
        {
            var gap = i + 1 < tokens.Count ? tokens[i + 1].Start - tokens[i].End : 1;
            // A text layer may put up to three blanks beside an Indian word.
            var isParted = gap > (IndicText.IsIn(tokens[i].Text) ? 3 : 1);
            if ((words.Count > 0 && isParted) || tokens[i].Text.EndsWith('।'))
                break;
            if (tokens[i].Text.Any(char.IsLetter))
            {
                isNear &= words.Count > 0 || !isParted || tokens[i].Text.EndsWith(':');
                words.Insert(0, tokens[i].Text);
            }
            else if (tokens[i].Text.Any(char.IsDigit))
                break;
            else
                isNear &= !isParted || tokens[i].Text == ":";
        }

        return (string.Join(' ', words), isNear && words.Count > 0);
    }

    /// <summary>In languages whose verb ends the sentence the words behind a date that a particle ties to it, also on the next line; none without one.</summary>
    private string Behind(Found date)
    {
        var tokens = lines[date.Line].Tokens;
        if (date.Last + 1 >= tokens.Count || !HeadDateWords.IsBeforeVerb(tokens[date.Last + 1].Text))
            return "";
        var next = date.Line + 1 < lines.Count && lines[date.Line + 1].Number == lines[date.Line].Number + 1 ? lines[date.Line + 1].Tokens : [];
        return string.Join(' ', tokens.Skip(date.Last + 2).Concat(next).Select(token => token.Text).Take(MostWords).TakeWhile(word => !word.Any(char.IsDigit)));
    }

    /// <summary>The words before a date that begins its line in a sentence begun above: the end of that line, unless a date stands below it.</summary>
    private string Wrapped(Found date)
    {
        var front = lines[date.Line].Tokens[..date.Token];
        if (date.Line == 0 || front.Count > MostInFront || lines[date.Line - 1] is var above && (above.Number != lines[date.Line].Number - 1 || above.Tokens.Count == 0)
            || front.Exists(token => token.Text.Any(char.IsDigit) || token.Text.EndsWith(':')))
            return "";
        var (words, _) = LabelOf(above.Tokens, above.Tokens.Count, -1);
        return words.Length == 0 || DatesOf(lines[date.Line], date.Line).Exists(other => StandsUnder(lines[date.Line].Tokens[other.Token], above.Cells[^1]))
            ? "" : string.Join(' ', front.Select(token => token.Text).Prepend(words));
    }

    /// <summary>Begins, ends or has its middle where a heading does, which is no sentence.</summary>
    private static bool StandsUnder(Token date, TextCell heading) =>
        IsNoSentence(heading) && Math.Min(Math.Abs(date.Start + date.End - heading.Start - heading.End) / 2, Math.Min(Math.Abs(date.Start - heading.Start), Math.Abs(date.End - heading.End))) <= 2;

    /// <summary>The words of a label of two lines, which stand left of a date on the lines above and below it.</summary>
    private string Beside(Found date)
    {
        var tokens = lines[date.Line].Tokens;
        var (from, to) = (date.Token > 0 ? tokens[date.Token - 1].End : 0, tokens[date.Token].Start);
        return string.Join(' ', new[] { date.Line - 1, date.Line + 1 }
            .Where(line => line >= 0 && line < lines.Count)
            .SelectMany(line => lines[line].Cells.Where(cell => cell.Content == CellContent.Words && cell.Start >= from && cell.End <= to && !cell.Text.Any(char.IsDigit)))
            .Select(cell => cell.Text));
    }

    /// <summary>The words of the line above that stand over a date, but for a sentence.</summary>
    private static string Over(TextLine above, Token date) =>
        string.Join(' ', above.Cells.Where(cell => cell.Content == CellContent.Words && IsNoSentence(cell) && Math.Min(cell.End, date.End) > Math.Max(cell.Start, date.Start) && !cell.Text.Any(char.IsDigit)).Select(cell => cell.Text));

    private static bool IsNoSentence(TextCell cell) => cell.Text.AsSpan().Count(' ') < MostWords;

    /// <summary>A date and the words of the line that it takes.</summary>
    private readonly record struct Found(DateOnly Date, int Line, int Token, int Last);
}
