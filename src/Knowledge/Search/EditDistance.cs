namespace MediAgents.Knowledge.Search;

/// <summary>Edits (insert, delete, replace, swap neighbours) between two words: optimal string alignment.</summary>
internal static class EditDistance
{
    /// <param name="left">At most 40 characters.</param>
    /// <param name="right">At most 40 characters.</param>
    public static int Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<int> beforeLast = stackalloc int[41];
        Span<int> last = stackalloc int[41];
        Span<int> current = stackalloc int[41];
        for (var j = 0; j <= right.Length; j++)
            last[j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, 1 + Math.Min(last[j], current[j - 1]));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            var oldest = beforeLast;
            beforeLast = last;
            last = current;
            current = oldest;
        }

        return last[right.Length];
    }
}
