namespace MediAgents.Clinical.Language;

/// <summary>Optimal string alignment distance: insert, delete, substitute, swap neighbours.</summary>
internal static class Edits
{
    private const int Longest = 32;

    /// <summary>Whether at most <paramref name="allowed"/> edits (0..2) turn one word into the other; both up to 32 letters.</summary>
    public static bool Within(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int allowed)
    {
        if (Math.Abs(a.Length - b.Length) > allowed || a.Length > Longest || b.Length > Longest)
            return false;

        var prefix = a.CommonPrefixLength(b);
        a = a[prefix..];
        b = b[prefix..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (Math.Max(a.Length, b.Length) <= allowed)
            return true;
        return Distance(a, b, allowed) <= allowed;
    }

    private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int allowed)
    {
        Span<int> twoAbove = stackalloc int[Longest + 1];
        Span<int> above = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++)
            above[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], twoAbove[j - 2] + 1);
                best = Math.Min(best, row[j]);
            }

            if (best > allowed)
                return best;
            var spare = twoAbove;
            twoAbove = above;
            above = row;
            row = spare;
        }

        return above[b.Length];
    }
}
