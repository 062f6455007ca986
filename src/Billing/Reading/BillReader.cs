namespace MediAgents.Billing.Reading;

/// <summary>
/// Turns the text of a bill into its structure. A text that is no bill gives a <see cref="Bill"/> whose
/// <see cref="Bill.Problem"/> says why; no input makes it throw.
/// </summary>
public static class BillReader
{
    public static Bill Read(BillText bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        if (Problem(bill.Text) is var problem and not BillProblem.None)
            return new() { Problem = problem };
        var read = bill.Format == BillFormat.Csv || (bill.Format == BillFormat.Auto && CsvBill.LooksLikeCsv(bill.Text))
            ? CsvBill.Read(bill.Text)
            : TextBill.Read(bill);
        if (bill.Remarks is { Count: > 0 } remarks)
            read = read with { Remarks = [.. remarks, .. read.Remarks] };
        read = read with { Lines = WithPlaces(read.Lines, bill) };
        return Dates.AnyMonthFirst(bill.Text) ? WithoutDoubtfulDates(read) : read;
    }

    private static List<BillLine> WithPlaces(IReadOnlyList<BillLine> lines, BillText bill)
    {
        var printed = new List<string>();
        foreach (var page in bill.Text.AsSpan().Split('\f'))
        {
            foreach (var line in bill.Text.AsSpan()[page].EnumerateLines())
                printed.Add(line.Trim().ToString());
        }

        return [.. lines.Select(line => line.TextLine >= 1 && line.TextLine <= printed.Count
            ? line with
            {
                Printed = string.Join('\n', TextLinesOf(line).Select(number => printed[number - 1])),
                Box = TextLinesOf(line).Select(number => bill.Boxes.ElementAtOrDefault(number - 1)).Aggregate((box, other) => box is null || other is null ? box ?? other : box.With(other)),
            }
            : line)];
    }

    /// <summary>All lines of the text that an item was read from, in order, as far as they stand on its page.</summary>
    private static IEnumerable<int> TextLinesOf(BillLine line) => line.OtherTextLines.Append(line.TextLine).Order();

    /// <summary>Where the bill itself writes one date month first, a date that reads both ways is unknown.</summary>
    private static Bill WithoutDoubtfulDates(Bill bill) => bill with
    {
        BillDate = Certain(bill.BillDate),
        ServiceDate = Certain(bill.ServiceDate),
        Admitted = Certain(bill.Admitted),
        Discharged = Certain(bill.Discharged),
        Lines = [.. bill.Lines.Select(line => line with { Date = Certain(line.Date) })],
        Remarks = [.. bill.Remarks, "A date of the bill is written month first; dates that read both ways were left unknown."],
    };

    private static DateOnly? Certain(DateOnly? date) => date is { Day: <= 12 } both && both.Day != both.Month ? null : date;

    private static BillProblem Problem(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return BillProblem.Empty;
        if (text.Length > BillText.MaxLength)
            return BillProblem.TooLarge;
        if (text.AsSpan().Count('\n') >= BillText.MaxLines)
            return BillProblem.TooManyLines;
        return IsBinary(text) ? BillProblem.NotText : BillProblem.None;
    }

    private static bool IsBinary(string text)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, 65_536));
        var strange = 0;
        foreach (var c in sample)
        {
            if (c == '\0')
                return true;
            if (c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f')))
                strange++;
        }

        return strange * 20 > sample.Length;
    }
}
