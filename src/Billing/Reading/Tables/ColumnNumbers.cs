namespace MediAgents.Billing.Reading.Tables;

/// <summary>The row under the headings of official forms that numbers the columns, "(1) (2) (3) (4)": no item, and no negative figures.</summary>
internal static class ColumnNumbers
{
    private const int Fewest = 3;

    /// <summary>True for cells in brackets that count; the first of them may be misread.</summary>
    public static bool Are(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count <= Fewest)
            return false;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].Text is not ['(', .. var digits, ')'] || !Digits.TrySerial(digits, out var number) || number != i + 1)
                return false;
        }

        return tokens[0].Text.Length <= Fewest;
    }
}
