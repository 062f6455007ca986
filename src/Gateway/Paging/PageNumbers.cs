using System.Globalization;
using MediAgents.Gateway.Problems;

namespace MediAgents.Gateway.Paging;

/// <summary>Numbers of a query. They come as text, so that what is no number is a problem that names the field.</summary>
internal static class PageNumbers
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 200;

    /// <summary>Things on a page: 1 to 200, by default 50.</summary>
    /// <exception cref="ProblemException">It is no such number.</exception>
    public static int Limit(string? text) => (int)(Of("limit", text, 1, LargestLimit) ?? DefaultLimit);

    /// <summary>Null when absent or empty.</summary>
    /// <exception cref="ProblemException">It is no number from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public static long? Of(string field, string? text, long least, long most)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ProblemException(Problem.InvalidField(field, $"{field} is a number from {least} to {most}."));
    }
}
