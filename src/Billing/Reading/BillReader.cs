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
        return bill.Format == BillFormat.Csv || (bill.Format == BillFormat.Auto && CsvBill.LooksLikeCsv(bill.Text))
            ? CsvBill.Read(bill.Text)
            : TextBill.Read(bill.Text);
    }

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
