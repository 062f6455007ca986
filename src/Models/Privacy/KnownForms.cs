using System.Globalization;
using System.Text.RegularExpressions;

namespace MediAgents.Models.Privacy;

/// <summary>Finds an identifier of the record in the ways people write it.</summary>
internal static class KnownForms
{
    private const string Start = @"(?<![\p{L}\p{N}\p{M}])";
    private const string End = @"(?![\p{L}\p{N}\p{M}])";
    private const int ShortestNameWord = 2;
    private const int ShortestInAnyCase = 3;
    private const int ShortestPart = 4;
    private const int LocalDigits = 10;

    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(2);

    /// <summary>Titles and joining words of names, which name nobody.</summary>
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "miss", "mst", "master", "smt", "shri", "sri", "shree", "kum", "kumari", "dr", "prof", "baby", "bin", "bint", "von", "van", "the", "and", "of",
    };

    /// <summary>Names that are also words of any sentence: alone they count only with a capital, as those of two letters do.</summary>
    private static readonly HashSet<string> OrdinaryWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "may", "will", "hope", "joy", "grace", "rose", "faith", "mark", "bill", "art", "sun", "sky", "dawn", "amber", "ray", "dean", "young", "long", "short",
        "king", "brown", "white", "black", "green", "gray", "rich", "frank", "april", "june", "august", "heart", "pain", "man", "son", "best", "day",
    };

    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "d-M-yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yy", "dd-MM-yy", "dd.MM.yy",
        "MM/dd/yyyy", "M/d/yyyy", "d MMM yyyy", "dd MMM yyyy", "d-MMM-yyyy", "dd-MMM-yyyy", "dd-MMM-yy", "d MMMM yyyy", "dd MMMM yyyy", "MMMM d, yyyy", "MMMM d yyyy", "MMM d, yyyy", "MMM d yyyy", "d MMMM, yyyy",
    ];

    /// <summary>What finds it; empty for a value too short to tell from other words.</summary>
    public static IReadOnlyList<Regex> Of(KnownIdentifier known) => [.. PatternsOf(known).Distinct(StringComparer.Ordinal)
        .Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant, MatchLimit))];

    private static IEnumerable<string> PatternsOf(KnownIdentifier known) => known.Kind switch
    {
        IdentifierKind.PatientName or IdentifierKind.DoctorName or IdentifierKind.RelativeName or IdentifierKind.PersonName => Name(known.Value),
        IdentifierKind.DateOfBirth => Date(known.Value),
        IdentifierKind.Phone => Phone(known.Value),
        IdentifierKind.Address => Address(known.Value),
        IdentifierKind.Email or IdentifierKind.Literal => [Literally(known.Value)],
        _ => Number(known.Value),
    };

    private static IEnumerable<string> Name(string value)
    {
        var words = WordsOf(value);
        if (words.Count == 0)
            yield break;
        if (words.Count > 1)
            yield return AnyCase(Start + string.Join(@"[\s.,'’_-]*", words.Select(Regex.Escape)) + End);
        foreach (var word in words)
        {
            // An initial names nobody by itself.
            if (word.Length < ShortestNameWord && words.Count > 1)
                continue;
            yield return OrdinaryWords.Contains(word) || (word.Length < ShortestInAnyCase && char.IsAscii(word[0]))
                ? $"{Start}(?:{Regex.Escape(word.ToUpperInvariant())}|{Regex.Escape(char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant())}){End}"
                : AnyCase(Start + Regex.Escape(word) + End);
        }
    }

    private static List<string> WordsOf(string value) =>
        [.. Regex.Split(value, @"[\s.,'’_-]+", RegexOptions.CultureInvariant, MatchLimit).Where(word => word.Length > 0 && !Titles.Contains(word))];

    private static IEnumerable<string> Date(string value)
    {
        yield return Literally(value);
        if (!DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var date))
            yield break;
        foreach (var format in DateFormats)
            yield return AnyCase(Start + Regex.Escape(date.ToString(format, CultureInfo.InvariantCulture)).Replace(@"\ ", @"\s+") + End);
    }

    /// <summary>The last ten digits with any division, with or without the code of the country.</summary>
    private static IEnumerable<string> Phone(string value)
    {
        var digits = string.Concat(value.Where(char.IsAsciiDigit));
        if (digits.Length < ShortestPart)
            return [Literally(value)];
        var local = digits.Length > LocalDigits ? digits[^LocalDigits..] : digits;
        return [@"(?<!\d)(?:\+?\d{1,3}[\s().-]{0,3}|0)?" + string.Join(@"[\s().-]{0,3}", local.Select(digit => digit)) + @"(?!\d)"];
    }

    private static IEnumerable<string> Address(string value)
    {
        yield return Loosely(value);
        foreach (var part in value.Split([',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Length >= ShortestPart)
                yield return Loosely(part);
        }
    }

    /// <summary>Letters and digits in their order, divided in any way.</summary>
    private static IEnumerable<string> Number(string value)
    {
        var signs = value.Where(char.IsLetterOrDigit).Select(sign => Regex.Escape(sign.ToString())).ToList();
        return signs.Count < ShortestPart ? [Literally(value)] : [AnyCase(Start + string.Join(@"[\s./_-]{0,2}", signs) + End)];
    }

    /// <summary>Its words in their order, whatever stands between them.</summary>
    private static string Loosely(string value)
    {
        var words = Regex.Matches(value, @"[\p{L}\p{N}\p{M}]+", RegexOptions.CultureInvariant, MatchLimit).Select(word => Regex.Escape(word.Value)).ToList();
        return words.Count == 0 ? Literally(value) : AnyCase(Start + string.Join(@"[^\p{L}\p{N}\p{M}]{1,4}", words) + End);
    }

    private static string Literally(string value) => AnyCase(Start + Regex.Escape(value) + End);

    private static string AnyCase(string pattern) => $"(?i:{pattern})";
}
