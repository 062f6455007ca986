using MediAgents.Billing.Reading.Tables;

namespace MediAgents.Billing.Reading;

/// <summary>
/// Reads a row again with its misread figures put right. Only a reading in which quantity, rate and amount are all there and agree is
/// taken, and only if no second one does: arithmetic repairs, it does not choose.
/// </summary>
internal static class RowRepair
{
    /// <summary>More unreadable figures in one row prove nothing any more.</summary>
    private const int MostSuspects = 4;

    /// <param name="tokens">The row.</param>
    /// <param name="read">Reads it as any row is read.</param>
    /// <param name="recognised">Whether the text comes from a scan, where a rupee sign may have become a digit.</param>
    public static (RawRow Row, string Shown)? Read(List<Token> tokens, Func<List<Token>, RawRow?> read, bool recognised)
    {
        var suspects = Suspects(tokens);
        if (suspects.Count is > 0 and <= MostSuspects && Proven(tokens, suspects, read) is { } proven)
            return proven;
        if (!recognised)
            return null;
        return Parted(tokens, read) ?? (suspects.Count == 0 ? WithoutRupeeSigns(tokens, read) ?? One(tokens, read) : null);
    }

    /// <summary>Rate and amount are alike to the last digit: then two figures agree, and it is the few digits of the quantity that were misread.</summary>
    private static (RawRow, string)? One(List<Token> tokens, Func<List<Token>, RawRow?> read)
    {
        if (read(tokens) is not { Quantity: > 1 and < 100 and var quantity, Rate: > 0 and var rate, Amount: { } amount } || rate != amount)
            return null;
        for (var at = tokens.Count - 1; at > 0; at--)
        {
            if (tokens[at].Text.Length <= 2 && Amounts.TryParse(tokens[at].Text, out var figure) && figure == quantity && Consistent(tokens, [(at, "1")], read) is { } row)
                return (row, $"\"{tokens[at].Text}\" as 1");
        }

        return null;
    }

    /// <summary>Misread figures among the last words of the row; a serial number in front may be one, too.</summary>
    public static List<(int At, string Figure)> Suspects(List<Token> tokens)
    {
        var found = new List<(int, string)>();
        for (var i = tokens.Count - 1; i > 0; i--)
        {
            if (Misreadings.Repair(tokens[i].Text) is { } figure)
                found.Add((i, figure));
            else if (!Amounts.TryParse(tokens[i].Text, out _) && Units.Find(tokens[i].Text) is null && tokens[i].Text.Any(char.IsLetterOrDigit))
                break;
        }

        return found;
    }

    private static (RawRow, string)? Proven(List<Token> tokens, List<(int At, string Figure)> suspects, Func<List<Token>, RawRow?> read)
    {
        (RawRow Row, string Shown)? proven = null;
        for (var chosen = (1 << suspects.Count) - 1; chosen > 0; chosen--)
        {
            var replaced = suspects.Where((_, i) => (chosen & (1 << i)) != 0).Reverse().ToList();
            if (Consistent(tokens, replaced, read) is not { } row)
                continue;
            if (proven is { } other && (other.Row.Quantity, other.Row.Rate, other.Row.Amount) != (row.Quantity, row.Rate, row.Amount))
                return null;
            proven ??= (row, string.Join(", ", replaced.Select(entry => $"\"{tokens[entry.At].Text}\" as {entry.Figure}")));
        }

        return proven;
    }

    /// <summary>"1.361.20" are the 1 and the 361.20 of two columns that stand close, if the amount says so.</summary>
    private static (RawRow, string)? Parted(List<Token> tokens, Func<List<Token>, RawRow?> read)
    {
        for (var at = tokens.Count - 1; at > 0; at--)
        {
            var token = tokens[at];
            var stop = token.Text.IndexOf('.', StringComparison.Ordinal);
            if (stop <= 0 || token.Text.IndexOf('.', stop + 1) < 0
                || !Amounts.TryParse(token.Text.AsSpan(0, stop), out _) || !Amounts.TryParse(token.Text.AsSpan(stop + 1), out _))
                continue;
            var (first, second) = (token.Text[..stop], token.Text[(stop + 1)..]);
            var changed = new List<Token>(tokens) { [at] = new(first, token.Start, token.Start + stop, token.Gap) };
            changed.Insert(at + 1, new(second, token.Start + stop + 1, token.End, 2));
            if (read(changed) is { HasText: true, IsConsistent: true } row)
                return (row, $"\"{token.Text}\" as {first} and {second}");
        }

        return null;
    }

    /// <summary>A sign read as a digit stands before the rate and the amount alike; one figure alone may be an error of the bill.</summary>
    private static (RawRow, string)? WithoutRupeeSigns(List<Token> tokens, Func<List<Token>, RawRow?> read)
    {
        if (tokens.Count < 3 || tokens[^1].Text[0] != tokens[^2].Text[0]
            || Misreadings.WithoutRupeeSign(tokens[^1].Text) is not { } amount || Misreadings.WithoutRupeeSign(tokens[^2].Text) is not { } rate)
            return null;
        return Consistent(tokens, [(tokens.Count - 2, rate), (tokens.Count - 1, amount)], read) is { } row
            ? (row, $"\"{tokens[^2].Text}\" as {rate}, \"{tokens[^1].Text}\" as {amount}") : null;
    }

    private static RawRow? Consistent(List<Token> tokens, IEnumerable<(int At, string Figure)> replaced, Func<List<Token>, RawRow?> read)
    {
        var changed = new List<Token>(tokens);
        foreach (var (at, figure) in replaced)
            changed[at] = changed[at] with { Text = figure };
        return read(changed) is { HasText: true, IsConsistent: true } row ? row : null;
    }
}
